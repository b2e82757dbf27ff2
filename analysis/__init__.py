"""Chinese local education plans as evidenced tables and reports.

Every number of a source is found, classed and kept with the characters it came
from; reports compare regions on targets, money and emphasis. The layers are
described in ``CONTRIBUTING.md``; imports go downwards only.
"""

__version__ = "0.1.0"
