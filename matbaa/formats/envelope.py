"""An entry of the inbox: which kind of JSON it is, and what it holds."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from matbaa.errors import Rejected
from matbaa.formats import json_document, submission
from matbaa.formats.base import Context, Limits
from matbaa.story import Parsed
from matbaa.submission import Envelope, rejected


def check_payload(payload: bytes, *, limits: Limits) -> dict[str, Any]:
    """The JSON object of an inbox entry, its outer fields validated. Raises Rejected."""
    try:
        value = json_document.load_object(payload, limits, field="article")
    except UnicodeDecodeError:
        raise Rejected("article", "not UTF-8") from None
    if "content" in value:
        _envelope(value)
    else:
        submission.validated(value)
    return value


def open_envelope(payload: bytes | str, *, context: Context) -> list[Parsed]:
    """The articles of an inbox entry. Raises Rejected."""
    from matbaa import formats

    value = json_document.load_object(payload, context.limits, field="article")
    if "content" in value:
        envelope = _envelope(value)
        return formats.parse(envelope.content, format=envelope.format, context=context)
    return [submission.from_object(value)]


def _envelope(value: dict[str, Any]) -> Envelope:
    try:
        return Envelope.model_validate(value)
    except ValidationError as error:
        raise rejected(error) from None
