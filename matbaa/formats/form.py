"""The answers of a form as JSON, from Google Forms, spreadsheets and small systems."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from matbaa.errors import Rejected
from matbaa.formats import html, json_document, text
from matbaa.formats.base import Context
from matbaa.formats.draft import draft
from matbaa.formats.field_names import RANKS, bare, field_of
from matbaa.formats.labelled_rows import fields_of
from matbaa.story import Parsed

NAME = "form"

_NEEDED = {"title", "body"}


def can_parse(content: str, context: Context) -> bool:
    """Whether it is a JSON object with a headline and a text under one of these names."""
    return _fields(json_document.peek(content, context.limits)).keys() >= _NEEDED


def parse(content: str, context: Context) -> list[Parsed]:
    """The one article. Raises Rejected if headline or text is missing."""
    found: dict[str, Any] = {**_fields(json_document.load(content, context.limits))}
    for name in sorted(_NEEDED - found.keys()):
        raise Rejected(name, "the form has no value for this field")
    body = found["body"]
    markup = body if html.is_markup(body) else text.to_html(body)
    return [draft(NAME, {**fields_of(found, context, None), "body": markup})]


def _fields(value: Any) -> dict[str, str]:
    """The answers by field of the article; of several names for a field the more specific wins."""
    answers = value.items() if isinstance(value, dict) else ()
    named = ((bare(name), answer) for name, answer in answers)
    known = sorted((RANKS[name], name, answer) for name, answer in _told(named))
    return {str(field_of(name)): answer for _, name, answer in reversed(known)}


def _told(answers: Iterator[tuple[str, Any]]) -> Iterator[tuple[str, str]]:
    """The answers under known names that are not empty; of a list of answers the first."""
    for name, answer in answers:
        several = answer if isinstance(answer, list) else [answer]
        said = (str(each) for each in several if isinstance(each, str | int) and str(each).strip())
        if name in RANKS and (first := next(said, None)):
            yield name, first
