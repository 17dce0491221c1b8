"""Recognises sentences that are no news: tables, lists, numbers to call, other languages."""

from __future__ import annotations

import re

from matbaa.language.detect import paragraph_language
from matbaa.language.stopwords import stopwords
from matbaa.language.words import has_unspaced

#: Fewer words are not tested for being in a foreign language: they may be a name.
_FOREIGN = 6
#: A number with its decimals, a score or a date; a sentence with a larger share of them, and not
#: fewer words, is a table.
_NUMBER = re.compile(r"\d[\d.,:/]*")
_TABLE, _FEWEST_IN_TABLE = 0.4, 9
#: Marks between the members of a list, and a sentence with this many of one kind is a list: players
#: with dashes between them, sums with a colon before each. Its members have few words each.
_DASH, _COLON = re.compile(r"\s[-–]|[-–]\s"), re.compile(r":(?=\s)")
_DASHES, _COLONS, _WORDS_EACH = 5, 3, 6
#: A telephone number, and words that show it is one.
_LONG_NUMBER = re.compile(r"\+?\d[\d .\-/]{5,}\d")
_CALL = re.compile(
    r"هاتف|الرقم|الأرقام|الارقام|فاكس|جوال|\b(?:tel|tél|phone|call|fax|whatsapp)\b", re.IGNORECASE
)
#: Such words are looked for in this many characters before the number.
_BEFORE_NUMBER = 60


def is_table(text: str, words: int) -> bool:
    """Whether a sentence consists of numbers for the most part: results, a table in one line."""
    return words >= _FEWEST_IN_TABLE and len(_NUMBER.findall(text)) > _TABLE * words


def is_list(text: str, words: int) -> bool:
    """Whether a sentence lists names or sums: the players of a team, what a project costs."""
    if text.count(":") >= _COLONS and len(_COLON.findall(text)) >= _COLONS:
        return True
    if text.count("-") + text.count("–") < _DASHES:
        return False
    dashes = len(_DASH.findall(text))
    return dashes >= _DASHES and words < _WORDS_EACH * dashes


def says_whom_to_call(text: str) -> bool:
    """Whether a sentence has a telephone number and says that it is one."""
    number = _LONG_NUMBER.search(text)
    if number is None:
        return False
    return _CALL.search(text, max(0, number.start() - _BEFORE_NUMBER), number.start()) is not None


def is_foreign(text: str, words: int, telling: int, language: str | None) -> bool:
    """Whether a sentence is not in the article's language. Only sentences without any of the
    language's stop words are tested.
    """
    if language is None or telling < words or words < _FOREIGN or has_unspaced(text):
        return False
    return bool(stopwords(language)) and paragraph_language(text, language) is not None
