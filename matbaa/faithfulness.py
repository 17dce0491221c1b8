"""Checks that a text written about an article says only what the article says.

Each check returns the reason why a text must be rejected, or None.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator

import regex

from matbaa.language.calendar_words import calendar_words
from matbaa.language.detect import detect_language
from matbaa.language.normalize import fold
from matbaa.language.terms import terms
from matbaa.language.words import primary

#: The least share of the terms of a text that must occur in its article.
_LEAST_SHARED = 0.6
#: The least similarity of two forms of a name that differ in inflection or spelling.
_SAME_NAME = 0.75

_MARKUP = regex.compile(
    r"<[/!a-zA-Z]|```|\*\*|__|^\s*(?:[#>*•\-]|\d+[.)])\s|\]\(|https?://|www\.|&\w+;", regex.M
)
_NUMBER = regex.compile(r"\d+(?:[.,٫٬\u00a0\u202f ']\d{3}(?!\d))*(?:[.,٫]\d+)?")
_QUOTED = regex.compile(r"[\"«“„»”]([^\"«»“”„]{2,})[\"»”“«]")
_WORDS = regex.compile(r"[\p{L}\p{M}\p{N}]+")
#: A capitalised word that does not begin a sentence: a name, except in German.
_NAME = regex.compile(r"(?<=[\p{Ll},;:)]\s)\p{Lu}[\p{L}\p{M}'’\-]+")


def unfaithful(text: str, article: str, language: str | None) -> str | None:
    """The reason why `text` does not represent `article` (its title and text); None if it does.

    It must be in the article's language and without markup. Every number, month, weekday, quotation
    and name in it must occur in the article, names in any inflection, and so must most of its
    terms.
    """
    if not regex.search(r"\p{L}", text):
        return "empty"
    if _MARKUP.search(text):
        return "has markup"
    if language and primary(detect_language(text, language)) != primary(language):
        return f"is not in the language of the article ({language})"
    return (
        _missing("number", _numbers(text), _numbers(article))
        or _missing("date", _calendar_words(text, language), _calendar_words(article, language))
        or _misquoted(text, article)
        or _unknown_name(text, article, language)
        or _strange(text, article, language)
    )


def _missing(what: str, said: set[str], known: set[str]) -> str | None:
    invented = sorted(said - known)
    return f"{what} not in the article: {invented[0]}" if invented else None


def _numbers(text: str) -> set[str]:
    """The numbers of a text in ASCII digits, without separators of thousands."""
    return {_plain_number(match.group()) for match in _NUMBER.finditer(fold(text))}


def _plain_number(number: str) -> str:
    whole = regex.sub(r"[.,٫٬\u00a0\u202f '](?=\d{3}(?!\d))", "", number)
    return regex.sub(r"[,٫]", ".", whole).lstrip("0") or "0"


def _calendar_words(text: str, language: str | None) -> set[str]:
    return set(_WORDS.findall(fold(text))) & calendar_words(primary(language) or "en")


def _misquoted(text: str, article: str) -> str | None:
    known = " ".join(_WORDS.findall(fold(article)))
    for match in _QUOTED.finditer(text):
        if " ".join(_WORDS.findall(fold(match.group(1)))) not in known:
            return f"quotation not in the article: {match.group(1)[:60]}"
    return None


def _unknown_name(text: str, article: str, language: str | None) -> str | None:
    known = set(_WORDS.findall(fold(article)))
    for name in _names(text, language):
        for part in _WORDS.findall(fold(name)):
            if part not in known and not difflib.get_close_matches(part, known, 1, _SAME_NAME):
                return f"name not in the article: {name}"
    return None


def _names(text: str, language: str | None) -> Iterator[str]:
    if primary(language) != "de":  # in German every noun is capitalised
        yield from _NAME.findall(text)


def _strange(text: str, article: str, language: str | None) -> str | None:
    said = set(terms(text, language))
    shared = len(said & set(terms(article, language)))
    return (
        "says something that the article does not" if shared < _LEAST_SHARED * len(said) else None
    )
