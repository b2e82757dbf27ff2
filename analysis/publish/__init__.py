"""Charts become pages: the only writer of the reports folder."""
