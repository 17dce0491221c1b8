"""Turns pydantic's errors into messages for producers: what is wrong, and what to write instead."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from difflib import get_close_matches
from typing import Any

#: Makes a message from pydantic's context of an error and the given value.
_Told = Callable[[Mapping[str, Any], Any], str]

_DATE = "is not a date and time; write it as 2026-11-26T08:30:00+03:00"
_LINK = "is not a web address; it must begin with http:// or https://"
_LANGUAGE = "is not a language tag; write, for example, ar, en or pt-BR"
_NUMBER = "must be a whole number"
#: What the pattern of a field requires, by the name of the field.
_PATTERNS = {
    "language": _LANGUAGE,
    "[key]": _LANGUAGE,
    "translations": _LINK,
    "url": _LINK,
    "canonical_url": _LINK,
    "base_url": _LINK,
    "encoding": "must be 'text' or 'base64'",
    "id": "contains control characters",
}
#: Names of our fields in ninjs, schema.org, RSS and the systems of newsrooms.
_ELSEWHERE = {
    "headline": "title",
    "name": "title",
    "standfirst": "subtitle",
    "deck": "subtitle",
    "text": "body",
    "body_html": "body",
    "articlebody": "body",
    "author": "authors",
    "byline": "authors",
    "creator": "authors",
    "date": "published",
    "datepublished": "published",
    "pubdate": "published",
    "versioncreated": "updated",
    "datemodified": "updated",
    "embargo": "publish_at",
    "embargoed": "publish_at",
    "expires": "expire_at",
    "category": "section",
    "categories": "section",
    "keywords": "tags",
    "subject": "tags",
    "lang": "language",
    "located": "place",
    "dateline": "place",
    "excerpt": "description",
    "image": "images",
    "url": "canonical_url",
    "link": "canonical_url",
    "version": "revision",
    "guid": "id",
    "uri": "id",
    "pubstatus": "status",
}


def _kind(value: Any) -> str:
    named = {dict: "an object", list: "a list", str: "text", bool: "true or false"}
    number = "a number" if isinstance(value, int | float) else "null"
    return named.get(type(value), number)


_SAID: dict[str, _Told] = {
    "missing": lambda _context, _given: "is missing",
    "string_type": lambda _context, given: f"must be text, but is {_kind(given)}",
    "list_type": lambda _context, given: f"must be a list, but is {_kind(given)}",
    "dict_type": lambda _context, given: f"must be an object, but is {_kind(given)}",
    "model_type": lambda _context, given: f"must be an object, but is {_kind(given)}",
    "bool_parsing": lambda _context, _given: "must be true or false",
    "int_type": lambda _context, given: f"{_NUMBER}, but is {_kind(given)}",
    "int_parsing": lambda _context, _given: _NUMBER,
    "int_from_float": lambda _context, _given: _NUMBER,
    "finite_number": lambda _context, _given: _NUMBER,
    "int_parsing_size": lambda _context, _given: "is too large a number",
    "greater_than": lambda context, _given: f"must be more than {context['gt']}",
    "greater_than_equal": lambda context, _given: f"must be {context['ge']} or more",
    "less_than_equal": lambda context, _given: f"must be {context['le']} or less",
    "less_than": lambda context, _given: f"must be less than {context['lt']}",
    "string_too_short": lambda _context, _given: "is empty; leave the field out or give it a value",
    "string_too_long": lambda context, given: (
        f"has {len(given)} characters; at most {context['max_length']}"
    ),
    "too_long": lambda context, given: f"has {len(given)} entries; at most {context['max_length']}",
    "enum": lambda context, _given: f"is not one of {context['expected'].replace(' or ', ', ')}",
}


def said(
    error: Mapping[str, Any],
    fields: Collection[str] = (),
    where: str = "docs/submission.schema.json",
) -> str:
    """The message for one of pydantic's errors, without the name of the field.

    `fields` are the valid names; the one most similar to a misspelt name is suggested, otherwise
    `where` they are described.
    """
    kind, place = error["type"], error["loc"]
    names = [str(part) for part in place if not isinstance(part, int)]
    if kind == "extra_forbidden":
        return _unknown(names[-1], fields if len(place) == 1 else (), where)
    if kind.startswith(("datetime_", "date_", "timezone_")):
        return _DATE
    if kind == "string_pattern_mismatch":
        known = (_PATTERNS[name] for name in reversed(names) if name in _PATTERNS)
        return next(known, str(error["msg"]))
    tell = _SAID.get(kind)
    return tell(error.get("ctx", {}), error.get("input")) if tell else str(error["msg"])


def _unknown(name: str, fields: Collection[str], where: str) -> str:
    known = {each: ours for each, ours in _ELSEWHERE.items() if ours in fields}
    known |= {each: each for each in fields}
    near = get_close_matches(name.lower(), known, n=1, cutoff=0.75)
    meant = f"did you mean '{known[near[0]]}'?" if near else f"see {where}"
    return f"is not a field; {meant}"


def place(location: tuple[int | str, ...]) -> str:
    """A location in JSON as text, e.g. `authors[0].name`; empty for the whole document."""
    named = (part for part in location if part != "[key]")
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in named)
    return "".join(parts).lstrip(".")
