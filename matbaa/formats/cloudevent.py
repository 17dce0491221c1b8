"""CloudEvents 1.0 around a submission, a ninjs item or an envelope, in structured JSON mode."""

from __future__ import annotations

from typing import Any

from matbaa.errors import Rejected
from matbaa.formats import json_document
from matbaa.formats.base import Context
from matbaa.story import Parsed

NAME = "cloudevent"

#: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md#required-attributes
REQUIRED = ("id", "source", "specversion", "type")


def can_parse(content: str, context: Context) -> bool:
    """Whether it is a JSON object with `specversion`."""
    return recognises(json_document.peek(content, context.limits))


def recognises(value: Any) -> bool:
    """Whether a JSON value looks like a CloudEvent."""
    return isinstance(value, dict) and "specversion" in value


def parse(content: str, context: Context) -> list[Parsed]:
    """The articles in the data of an event, with its `subject` as id. Raises Rejected."""
    from matbaa.formats import envelope

    return envelope.open_envelope(content, context=context)


def data_of(event: dict[str, Any]) -> dict[str, Any]:
    """The article in an event, with the event's `subject` as id if it has none.

    The event's own `id` identifies the delivery, not the article. Raises Rejected.
    """
    for name in REQUIRED:
        if not isinstance(event.get(name), str) or not event[name]:
            raise Rejected(name, "is required in a CloudEvent and must be a string")
    if not event["specversion"].startswith("1."):
        raise Rejected("specversion", f"{event['specversion']!r} is not supported; send 1.0")
    data = event.get("data")
    if isinstance(data, str):
        data = {"content": data, "format": _format_of(event.get("datacontenttype"))}
    if not isinstance(data, dict):
        raise Rejected("data", "must contain the article as an object, or a document as a string")
    subject = event.get("subject")
    named = any(data.get(name) for name in ("id", "uri", "guid"))
    return data if named or not subject else {**data, "id": str(subject)}


def _format_of(media_type: Any) -> str | None:
    known = {"text/html": "html", "text/markdown": "markdown", "text/plain": "text"}
    return known.get(str(media_type or "").partition(";")[0].strip().lower())
