"""Analyses text: its language, direction, sentences, words and dates."""
