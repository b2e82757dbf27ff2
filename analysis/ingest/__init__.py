"""Plans as they are published, HTML, PDF, DOCX and text files, become one plain text.

What a file is, its first bytes tell, never its name. The text is all that the rest of the
project sees; what the file says about itself (title, date, address) is kept as facts.
"""

from analysis.ingest.content import Content
from analysis.ingest.formats import SUFFIXES, content_of, read_document

__all__ = ["SUFFIXES", "Content", "content_of", "read_document"]
