"""Removes quotation marks: a straight one that has lost its partner, so that the rest of the
sentence can be used, and those of a long quotation within reported speech, so that it can be cut.
"""

from __future__ import annotations

import regex

#: A mark between two letters, where a space is missing. In Hebrew it is an abbreviation.
_JOINED = regex.compile(r'(?<=\p{L})(?<!\p{Hebrew})"(?=\p{L})')
#: A mark before a word, or after one.
_OPENING = regex.compile(rf'(?<![^\s(\[«“،,.:–—-])"(?=\S)|{_JOINED.pattern}')
_CLOSING = regex.compile(r'(?<=\S)"(?![\p{L}\p{N}])')
#: Not folded: Arabic verbs that attribute the sentence which they open.
_ATTRIBUTES = regex.compile(
    r"(?:أكد|اكد|أوضح|قال|أفاد|أعلن|ذكر|أضاف|صرح|كشف|اعتبر|[أا]برز|نفى|وصف|رأى|شدد|أشار|حذر|طالب|دعا|لفت|قرر)ت?\s"
)
#: A quotation of at least nine words; shorter ones are names, or words that are somebody's own.
_LONG = regex.compile(r'["«“](?=(?:[^"«»“”\s]+\s+){8})([^"«»“”]+)["»”]')


def as_reported(text: str) -> str:
    """An Arabic sentence that says whose words it reports, without the marks of a long quotation;
    `text` as it is if it does not say so or has none.
    """
    return _LONG.sub(r"\1", text) if _ATTRIBUTES.match(text) else text


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
