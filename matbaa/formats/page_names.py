"""Persons' names out of what a page states or shows: bylines split, posts and labels cut off."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from matbaa.formats import byline_words
from matbaa.formats.names import is_dense, is_name
from matbaa.formats.page_body import key
from matbaa.formats.page_markup import Page
from matbaa.language.calendar_words import calendar_words
from matbaa.language.normalize import fold
from matbaa.language.words import primary

_AND = re.compile(
    rf"\s*(?:[;|&/•·]|\s(?:{byline_words.ANDS}|with|mit|avec|con)\s|\sو(?=\S)|"
    r",\s+(?:and\s+)?|،)\s*"
)
#: A word that joins a second name to those before it.
FIRST_AND = re.compile(rf"^\W*(?:{byline_words.ANDS})\s+", re.I)
#: What ends a name: a post, an address, a date, a reading time.
_AFTER = re.compile(
    r"\s*(?:\s[|–—-]\s|\(|@|(?<!\w)\d|https?:|\b(?:is an?|is the|updated|published|posted|"
    r"on (?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|"
    rf"for (?:the|cnn|usa)|(?:{byline_words.ROLES})\b|min read|in\b)).*$",
    re.I | re.S,
)
#: How long a name is in a script without capitals.
_DENSE_NAME, _NAME_WITHOUT_CAPITALS = 8, 30
#: Characters of a byline, and bylines, that are looked at.
_BYLINE, _NAMED = 500, 50
_SLUG = re.compile(r"[a-z]{2,}(?:-[a-z]{1,}){1,3}")
#: What stands in a dateline beside names, and looks like one.
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
    """Of the names in bylines, those that look like a person's."""
    return [name for name in names_in(texts, page) if is_person(name)]


def is_person(name: str) -> bool:
    """A name with capitals, or a short one in a script without them."""
    if not name.isascii() and name.upper() == name.lower():
        longest = _DENSE_NAME if is_dense(name) else _NAME_WITHOUT_CAPITALS
        return 2 <= len(name) <= longest and len(name.split()) <= 4
    return is_name(name)


def is_full(name: str) -> bool:
    """Not a user's handle: a name of two words, an agency's initials."""
    return " " in name or not name.isascii() or name.isupper() or is_agency(name)


def is_agency(name: str) -> bool:
    """Whether a news agency is called so: initials are no name of a person, as in "Sid"."""
    is_written = name.isupper() or name.islower() or len(name) >= len("Belga")
    return is_written and name.lower() in byline_words.AGENCIES


def is_site(name: str, page: Page) -> bool:
    """Whether it is the publication, or who owns it."""
    sites = {fold(page.site_name or ""), fold(page.linked.publisher() or "")}
    if fold(name) in sites | {site.split(".")[0] for site in sites}:
        return True
    return any(fold(name) in fold(owner) for owner in page.meta.get("copyright", ()))


def is_of_site(name: str, page: Page) -> bool:
    """Whether the publication's name is part of it: "CBC News" on the pages of CBC."""
    site = fold(page.site_name or page.linked.publisher() or "").split(".")[0]
    return len(site) > 1 and site in fold(name).split()


def names_in(texts: Iterable[str], page: Page) -> list[str]:
    """Single names, cleaned, each once."""
    found: dict[str, str] = {}
    for text in islice((text[:_BYLINE] for text in texts), _NAMED):
        site, _, rest = text.partition(" - ")
        for part in parts_of(_bare(rest if rest and is_site(site.strip(), page) else text)):
            name = _AFTER.sub("", byline_words.without_label(part)).strip(" .,:;-–—|")
            if may_be_name(name, page) and may_be_name(cased := _cased(name), page):
                found.setdefault(key(cased), cased)
    return list(found.values())


def parts_of(text: str) -> list[str]:
    """What stands between the commas and the words "and" of a byline."""
    return [part for part in _AND.split(text) if part]


def _bare(text: str) -> str:
    return byline_words.without_label(FIRST_AND.sub("", " ".join(text.split())))


def _cased(name: str) -> str:
    if _SLUG.fullmatch(name):
        return name.replace("-", " ").title()
    return name.title() if name.isupper() and " " in name else name


def may_be_name(text: str, page: Page) -> bool:
    """Whether somebody may be called so: letters, not too many, no label or address."""
    if (
        not 2 <= len(text) <= 60
        or len(text.split()) > 6
        or _NO_NAME.search(text)
        or _is_date(text, page)
    ):
        return False
    return any(letter.isalpha() for letter in text)


def _is_date(text: str, page: Page) -> bool:
    """Whether it is nothing but names of months and weekdays."""
    words = set(fold(text).split()) - _CALENDAR
    languages = ("en", primary(page.language or "en"))
    return all(any(word in calendar_words(each) for each in languages) for word in words)
