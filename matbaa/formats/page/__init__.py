"""Whole web pages: `parser` reads them, the other modules read their parts."""
