"""The library of Matbaa: pure functions and adapters that use neither the queue nor the database.

The packages `tasks`, `workers` and `desk` build the pipeline on it.
"""

__version__ = "0.1.0"
