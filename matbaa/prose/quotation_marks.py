"""Removes a straight quotation mark that has lost its partner, so that the rest of the sentence can
be used.
"""

from __future__ import annotations

import regex

#: A mark between two letters, where a space is missing. In Hebrew it is an abbreviation.
_JOINED = regex.compile(r'(?<=\p{L})(?<!\p{Hebrew})"(?=\p{L})')
#: A mark before a word, or after one.
_OPENING = regex.compile(rf'(?<![^\s(\[«“،,.:–—-])"(?=\S)|{_JOINED.pattern}')
_CLOSING = regex.compile(r'(?<=\S)"(?![\p{L}\p{N}])')


def without_lone_mark(text: str) -> str:
    """`text` without the straight quotation mark that has no partner, if their number is odd: the
    first of two that open without one that closes between them, or one that closes nothing.
    """
    if text.count('"') % 2 == 0:
        return text
    lone = _lone(text)
    apart = {at for at in lone if _JOINED.match(text, at)}
    kept = (" " if at in apart else mark for at, mark in enumerate(text) if at not in lone - apart)
    return "".join(kept)


def _lone(text: str) -> set[int]:
    """The positions of the marks without a partner."""
    lone: set[int] = set()
    waiting: set[int] = set()  # the mark that opened last, until one closes
    for at in (at for at, mark in enumerate(text) if mark == '"'):
        opens = _OPENING.match(text, at) is not None
        if _CLOSING.match(text, at) and (waiting or not opens):
            lone |= set() if waiting else {at}
            waiting = set()
        elif opens:
            lone |= waiting
            waiting = {at}
    return lone | waiting
