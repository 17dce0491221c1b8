"""Extracts names of persons from what a page states or shows: splits bylines, removes labels."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from matbaa.formats import byline_words
from matbaa.formats.names import is_dense, is_name
from matbaa.formats.page.body import key
from matbaa.formats.page.markup import Page
from matbaa.language.calendar_words import calendar_words
from matbaa.language.normalize import fold
from matbaa.language.words import primary

_AND = re.compile(
    rf"\s*(?:[;|&/•·]|\s(?:{byline_words.ANDS}|with|mit|avec|con)\s|\sو(?=\S)|"
    r",\s+(?:and\s+)?|،)\s*"
)
#: A conjunction before a further name.
FIRST_AND = re.compile(rf"^\W*(?:{byline_words.ANDS})\s+", re.I)
#: What follows a name: a post, an address, a date, a reading time.
_AFTER = re.compile(
    r"\s*(?:\s[|–—-]\s|\(|@|(?<!\w)\d|https?:|\b(?:is an?|is the|updated|published|posted|"
    r"on (?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|"
    rf"for (?:the|cnn|usa)|(?:{byline_words.ROLES})\b|min read|in\b)).*$",
    re.I | re.S,
)
#: The most characters of a name in dense scripts, and in other scripts without capitals.
_DENSE_NAME, _NAME_WITHOUT_CAPITALS = 8, 30
#: Limits on the characters of a byline and on the number of bylines.
_BYLINE, _NAMED = 500, 50
_SLUG = re.compile(r"[a-z]{2,}(?:-[a-z]{1,}){1,3}")
#: Words in datelines that look like names.
_CALENDAR = frozenset(
    ("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "phd")
)
_NO_NAME = re.compile(
    r"[:{}<>=]|https?:|www\.|\.(?:com|de|org|net)\b|^\W*$|^(?:photos?|fotos?|фото)\b|"
    r"^(?:admin|administrator|authors?|editor|staff(?: reporter| writer)?|redaktion|none|null|"
    r"unknown|anonymous|no author|by|guest|user|super user|webmaster|editorial|more|follow|share|"
    r"view all posts|about the author|read more|website|著者|作者|執筆|記者|blog|contributor|"
    r"see all|updated|published)$",
    re.I,
)


def persons(texts: Iterable[str], page: Page) -> list[str]:
    """The names in bylines that look like a person's."""
    return [name for name in names_in(texts, page) if is_person(name)]


def is_person(name: str) -> bool:
    """Whether it looks like a person's name: with capitals, or short in a script without them."""
    if not name.isascii() and name.upper() == name.lower():
        longest = _DENSE_NAME if is_dense(name) else _NAME_WITHOUT_CAPITALS
        return 2 <= len(name) <= longest and len(name.split()) <= 4
    return is_name(name)


def is_full(name: str) -> bool:
    """Whether it is not a user name: a name of two words, or an agency's initials."""
    return " " in name or not name.isascii() or name.isupper() or is_agency(name)


def is_agency(name: str) -> bool:
    """Whether it is the name of a news agency; initials in mixed case are not ("Sid")."""
    is_written = name.isupper() or name.islower() or len(name) >= len("Belga")
    return is_written and name.lower() in byline_words.AGENCIES


def is_site(name: str, page: Page) -> bool:
    """Whether it is the name of the publication or its owner."""
    sites = {fold(page.site_name or ""), fold(page.linked.publisher() or "")}
    if fold(name) in sites | {site.split(".")[0] for site in sites}:
        return True
    return any(fold(name) in fold(owner) for owner in page.meta.get("copyright", ()))


def is_of_site(name: str, page: Page) -> bool:
    """Whether it contains the name of the publication: "CBC News" on a page of CBC."""
    site = fold(page.site_name or page.linked.publisher() or "").split(".")[0]
    return len(site) > 1 and site in fold(name).split()


def names_in(texts: Iterable[str], page: Page) -> list[str]:
    """The single names in bylines, cleaned, each once."""
    found: dict[str, str] = {}
    for text in islice((text[:_BYLINE] for text in texts), _NAMED):
        site, _, rest = text.partition(" - ")
        for part in parts_of(_bare(rest if rest and is_site(site.strip(), page) else text)):
            name = _AFTER.sub("", byline_words.without_label(part)).strip(" .,:;-–—|")
            if may_be_name(name, page) and may_be_name(cased := _cased(name), page):
                found.setdefault(key(cased), cased)
    return list(found.values())


def parts_of(text: str) -> list[str]:
    """The parts of a byline between commas and words for "and"."""
    return [part for part in _AND.split(text) if part]


def _bare(text: str) -> str:
    return byline_words.without_label(FIRST_AND.sub("", " ".join(text.split())))


def _cased(name: str) -> str:
    if _SLUG.fullmatch(name):
        return name.replace("-", " ").title()
    return name.title() if name.isupper() and " " in name else name


def may_be_name(text: str, page: Page) -> bool:
    """Whether it may be a name: it has letters, is not too long, and is no label or address."""
    if (
        not 2 <= len(text) <= 60
        or len(text.split()) > 6
        or _NO_NAME.search(text)
        or _is_date(text, page)
    ):
        return False
    return any(letter.isalpha() for letter in text)


def _is_date(text: str, page: Page) -> bool:
    """Whether it consists only of names of months and weekdays."""
    words = set(fold(text).split()) - _CALENDAR
    languages = ("en", primary(page.language or "en"))
    return all(any(word in calendar_words(each) for each in languages) for word in words)
