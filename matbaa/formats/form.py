"""The answers of a form as JSON, from Google Forms, spreadsheets and small systems."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from matbaa.errors import Rejected
from matbaa.formats import html, json_document, text
from matbaa.formats.base import Context
from matbaa.formats.bylines import authors_of
from matbaa.formats.draft import draft
from matbaa.formats.moments import moment
from matbaa.language.dates import parse_date
from matbaa.language.normalize import fold
from matbaa.story import Parsed

NAME = "form"

#: Names of the fields of an article in forms, the most specific name of each first.
_NAMES = {
    "title": "headline title heading titre titel título titular العنوان عنوان",
    "subtitle": "standfirst subtitle subhead subheadline deck chapô vorspann entradilla",
    "description": "abstract summary teaser description résumé resumen ملخص الملخص",
    "authors": "byline author authors reporter writer autor auteur الكاتب المحرر",
    "place": "dateline city location الموقع المكان",
    "section": "section category rubrik rubrique sección القسم التصنيف",
    "tags": "keywords tags schlagworte etiquetas الوسوم",
    "published": "published publicationdate publishdate timestamp date datum fecha التاريخ",
    "source": "source agency quelle fuente المصدر",
    "language": "language lang sprache langue idioma اللغة",
    "body": "body article story bodytext fulltext content text copy texto texte المتن النص نص",
}
_FIELDS = {fold(name): field for field, names in _NAMES.items() for name in names.split()}
_RANKS = {name: rank for rank, name in enumerate(_FIELDS)}
_NEEDED = {"title", "body"}
_LETTERS = re.compile(r"[\W_]+")


def can_parse(content: str, context: Context) -> bool:
    """Whether it is a JSON object with a headline and a text under one of these names."""
    return _fields(json_document.peek(content, context.limits)).keys() >= _NEEDED


def parse(content: str, context: Context) -> list[Parsed]:
    """The one article. Raises Rejected if headline or text is missing."""
    found: dict[str, Any] = {**_fields(json_document.load(content, context.limits))}
    for name in sorted(_NEEDED - found.keys()):
        raise Rejected(name, "the form has no value for this field")
    body = found["body"]
    fields = {
        **found,
        "body": body if html.is_markup(body) else text.to_html(body),
        "authors": authors_of(found.get("authors", "")),
        "published": _when(found.get("published", ""), context),
        "tags": re.split(r"\s*[,;،]\s*", found.get("tags", "")),
    }
    return [draft(NAME, fields)]


def _when(text: str, context: Context) -> datetime | None:
    """A time as written by computers or by people."""
    zone, received = context.zone, context.received
    found = parse_date(text, zone=zone, received=received, language=context.language)
    return moment(text) or (found.when if found else None)


def _fields(value: Any) -> dict[str, str]:
    """The answers by field of the article; of several names for a field the more specific wins."""
    answers = value.items() if isinstance(value, dict) else ()
    named = ((_LETTERS.sub("", fold(name)), answer) for name, answer in answers)
    known = sorted((_RANKS[name], name, answer) for name, answer in _told(named))
    return {_FIELDS[name]: answer for _, name, answer in reversed(known)}


def _told(answers: Iterator[tuple[str, Any]]) -> Iterator[tuple[str, str]]:
    """The answers under known names that are not empty; of a list of answers the first."""
    for name, answer in answers:
        several = answer if isinstance(answer, list) else [answer]
        said = (str(each) for each in several if isinstance(each, str | int) and str(each).strip())
        if name in _FIELDS and (first := next(said, None)):
            yield name, first
