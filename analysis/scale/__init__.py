"""`extract` over any number of files: the one function of one text, in three engines.

inputs → batches of paths → `task.read_batch` (in this process, a process pool or on Dask
workers) → one folder of Parquet a batch, renamed into place whole → views over all of them.
"""

from analysis.scale.run import extract_files

__all__ = ["extract_files"]
