"""Finds and counts words, and estimates reading time."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from matbaa.language.memo import Memo

if TYPE_CHECKING:
    from budoux import Parser

#: Scripts written without spaces between words.
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
#: Letters, marks and digits of scripts with spaces between words.
_SPACED = rf"[[\p{{L}}\p{{M}}\p{{N}}\u0640\u200c]--[{_UNSPACED}]]"
_WORD = regex.compile(
    r"(?V1)[\p{Han}\p{Hiragana}\p{Katakana}][\p{M}ー]*"
    rf"|[[{_UNSPACED}]&&[\p{{L}}\p{{M}}\p{{N}}]]+"
    rf"|(?:{_SPACED}|(?<=\p{{L}}|\p{{N}})[\-‑'’](?=\p{{L}}|\p{{N}})|(?<=\p{{N}})[.,:/٫٬](?=\p{{N}}))+"
)
#: A superset of the letters of scripts without spaces that few other scripts share: a quick test.
_MAYBE_UNSPACED = re.compile("[\u0e00-\u1fff\u2c00-\ufaff\uff00-\uffef\U00010000-\U0010ffff]")
_SOME_UNSPACED = regex.compile(f"[{_UNSPACED}]")
#: Marks that are not part of a word when they are at its ends.
EDGES = ".,:;!?\"'()[]{}«»،؛؟…“”‘’—–-"
_INVISIBLE = regex.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad\u061c]")

#: Words per minute, read aloud by adults: Trauzettel-Klosinski and Dietz, "Standardized Assessment
#: of Reading Performance: The New International Reading Speed Texts IReST", IOVS 53 (2012).
#: Chinese and Japanese in characters per minute, which is what `count_words` counts there.
_PER_MINUTE = {
    "ar": 138, "de": 179, "en": 228, "es": 218, "fi": 161, "fr": 195, "he": 187, "it": 188,
    "ja": 357, "nl": 202, "pl": 166, "pt": 181, "ru": 184, "sl": 180, "sv": 199, "tr": 166,
    "zh": 255,
}  # fmt: skip
#: The mean of the seventeen languages measured there.
_PER_MINUTE_ELSEWHERE = 184


def words(text: str, language: str | None = None) -> list[str]:
    """The words of `text`, as written.

    A Chinese or Japanese word is one character. Thai is segmented; in other scripts without spaces
    a run of letters is one word.
    """
    found: list[str] = _WORD.findall(_INVISIBLE.sub("", text))
    if primary(language) != "th":
        return found
    return segments(text, "th")


def count_words(text: str, language: str | None = None) -> int:
    """The number of words; in Chinese and Japanese, of characters."""
    if primary(language) == "th" or has_unspaced(text):
        return len(words(text, language))
    pieces = text.split()
    marked = [piece for piece in pieces if not piece.isalpha()]
    return len(pieces) - len(marked) + sum([_counts[piece.strip(EDGES)] for piece in marked])


def _count(piece: str) -> int:
    return 1 if piece.isalpha() else len(words(piece))


#: The number of words in a piece between two spaces, from which the marks at its ends were removed.
_counts = Memo(_count)


def reading_minutes(words_or_text: int | str, language: str | None = None) -> int:
    """The reading time of a text, or of a number of words, in whole minutes, at least one."""
    count = (
        words_or_text if isinstance(words_or_text, int) else count_words(words_or_text, language)
    )
    per_minute = _PER_MINUTE.get(primary(language), _PER_MINUTE_ELSEWHERE)
    return max(1, math.ceil(count / per_minute))


def has_unspaced(text: str) -> bool:
    """Whether `text` has a letter of a script without spaces between words."""
    return bool(_MAYBE_UNSPACED.search(text) and _SOME_UNSPACED.search(text))


@lru_cache(maxsize=256)
def primary(language: str | None) -> str:
    """The language part of a BCP 47 tag in lower case: `pt` of `pt-BR`, empty if there is none."""
    return (language or "").replace("_", "-").split("-")[0].lower()


#: Japanese nouns; not counted things (`3日間`) nor words with a verb ending (`足止めされた`).
_JAPANESE = regex.compile(
    r"(?<!\p{N}|\p{Han}[りけきみれめ])(?<!\p{N}\p{Han})\p{Han}{2,8}"
    r"(?![ぁ-ん&&[^はがをにへとのもでやかなしすだささせ]])"
    r"|\p{Katakana}[\p{Katakana}ー]+(?:・\p{Katakana}[\p{Katakana}ー]+)*[港市県町村区島湾川駅州]?"
    r"|[\p{Latin}\p{N}]+",
    regex.V1,
)


def segments(text: str, language: str | None) -> list[str]:
    """The words of a Chinese, Japanese or Thai text; in Japanese only nouns, which are written in
    Chinese characters or katakana.
    """
    return [word for run in adjoining(text, language) for word in run]


def adjoining(text: str, language: str | None) -> list[list[str]]:
    """The words of `segments`, in groups: directly adjoining Japanese or Thai words together, each
    Chinese word by itself.
    """
    if primary(language) == "ja":
        return _adjoining_nouns(text)
    if primary(language) == "th":
        return [_thai_words(run) for run in _RUN.findall(text)]
    return [[part] for run in _RUN.findall(text) for part in _chinese().parse(run)]


def _adjoining_nouns(text: str) -> list[list[str]]:
    runs: list[list[str]] = []
    end = -1
    for noun in _JAPANESE.finditer(text):
        if noun.start() == end:
            runs[-1].append(noun.group())
        else:
            runs.append([noun.group()])
        end = noun.end()
    return runs


_RUN = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}]*")


@lru_cache(maxsize=512)
def _thai_words(run: str) -> list[str]:
    """The words of a run of Thai letters; slow, and asked for the article and for its sentences."""
    return _thai().parse(run)


@lru_cache(maxsize=1)
def _thai() -> Parser:
    from budoux import load_default_thai_parser  # reads its model on first use

    return load_default_thai_parser()


@lru_cache(maxsize=1)
def _chinese() -> Parser:
    from budoux import load_default_simplified_chinese_parser  # reads its model on first use

    return load_default_simplified_chinese_parser()
