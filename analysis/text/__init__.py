"""Pure functions on strings and spans: no files, no tables."""
