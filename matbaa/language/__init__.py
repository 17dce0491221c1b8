"""What a text is in and made of: language, direction, sentences, words, dates."""
