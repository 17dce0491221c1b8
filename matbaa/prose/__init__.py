"""The article's running text: what summaries, descriptions and keywords are made from."""
