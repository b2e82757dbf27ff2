"""What each report says: measures and figures put into words, one module a notebook.

A notebook is one call a cell; every call here takes a `View` and returns a block of the
page. Words are data (``words/<page>.yml``, both languages side by side), numbers are
computed, quotations stay in the original.
"""

from analysis.narrative.view import View

__all__ = ["View"]
