"""Our own JSON format: a `Submission`, as the wire contract defines it."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from matbaa.characters import unmarked
from matbaa.formats import json_document
from matbaa.formats.base import Context
from matbaa.formats.bylines import authors_of
from matbaa.story import Parsed
from matbaa.submission import Author, Image, Submission, rejected

NAME = "submission"

_LINES = (
    *("title", "subtitle", "section", "place", "description", "summary", "tags", "correction"),
    "source",
)
_PARTS = {"authors": ("name", "role"), "images": ("alt", "caption", "credit")}


def can_parse(content: str, context: Context) -> bool:
    """Whether it is a JSON object with a `body`, or otherwise looks like a submission."""
    return recognises(json_document.peek(content, context.limits))


def recognises(value: Any) -> bool:
    """Whether a JSON value is meant as a submission: it has a `body`, or mostly our field names."""
    if not isinstance(value, dict):
        return False
    ours = value.keys() & Submission.model_fields.keys()
    return "body" in value or ("title" in ours and len(ours) * 2 >= len(value))


def parse(content: str, context: Context) -> list[Parsed]:
    """The article. Raises Rejected naming the first field at fault, or a key given twice."""
    value = json_document.load_object(content, context.limits)
    json_document.refuse_repeated(content, value)
    return [from_object(value)]


def from_object(value: dict[str, Any]) -> Parsed:
    """The article from a parsed JSON object. Raises Rejected."""
    return Parsed(_as_text(validated(value)), NAME)


def _as_text(submission: Submission) -> Submission:
    """The submission with markup removed from its plain-text fields, which some producers copy from
    HTML.
    """
    read: dict[str, Any] = {name: plain(getattr(submission, name)) for name in _LINES}
    for name, parts in _PARTS.items():
        read[name] = [_part(each, parts) for each in getattr(submission, name)]
    changed = {name: value for name, value in read.items() if value != getattr(submission, name)}
    return submission.model_copy(update=changed) if changed else submission


def _part(value: Author | Image, names: tuple[str, ...]) -> Author | Image:
    read = {name: plain(getattr(value, name)) for name in names}
    return value.model_copy(update=read)


def plain(value: Any) -> Any:
    """The value of a plain-text field, or several in a list, without markup, unless nothing would
    be left.
    """
    if isinstance(value, list):
        return [plain(each) for each in value]
    return (unmarked(value) or value) if isinstance(value, str) else value


def _with_authors(value: dict[str, Any]) -> dict[str, Any]:
    """`value` with a list of authors, if these are one text: `Jane Roe and John Smith`."""
    authors = value.get("authors")
    if not isinstance(authors, str) or not authors.strip():
        return value
    return {**value, "authors": authors_of(authors) or authors}


def validated(value: dict[str, Any]) -> Submission:
    """`value` as a submission. Raises Rejected."""
    try:
        return Submission.model_validate(_with_authors(value))
    except ValidationError as error:
        raise rejected(error) from None
