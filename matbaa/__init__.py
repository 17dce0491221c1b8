"""The library of Matbaa: pure functions and adapters that know neither queue nor database."""

__version__ = "0.1.0"
