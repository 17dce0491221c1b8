"""Raw text as copied from a page: `parser` reads it, the other modules read its parts."""
