"""The running text of an article, from which summaries, descriptions and keywords are made."""
