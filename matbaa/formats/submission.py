"""Our own JSON: a `Submission`, as the wire contract has it."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from matbaa.formats import json_document
from matbaa.formats.base import Context
from matbaa.story import Parsed
from matbaa.submission import Submission, rejected

NAME = "submission"


def can_parse(content: str, context: Context) -> bool:
    """A JSON object with a `body`, or one that else looks like a submission."""
    return recognises(json_document.peek(content, context.limits))


def recognises(value: Any) -> bool:
    """Whether a JSON value is meant as a submission: with a `body`, or most names being ours."""
    if not isinstance(value, dict):
        return False
    ours = value.keys() & Submission.model_fields.keys()
    return "body" in value or ("title" in ours and len(ours) * 2 >= len(value))


def parse(content: str, context: Context) -> list[Parsed]:
    """The article. Raises Rejected naming the first field at fault."""
    return [from_object(json_document.load_object(content, context.limits))]


def from_object(value: dict[str, Any]) -> Parsed:
    """A submission that was read already. Raises Rejected."""
    return Parsed(validated(value), NAME)


def validated(value: dict[str, Any]) -> Submission:
    """`value` as a submission. Raises Rejected."""
    try:
        return Submission.model_validate(value)
    except ValidationError as error:
        raise rejected(error) from None
