"""Reads an entry of the inbox: tells which kind of JSON it is and returns its articles."""

from __future__ import annotations

import base64
import binascii
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from matbaa.errors import Rejected
from matbaa.formats import cloudevent, json_document, ninjs, ninjs_schema, submission
from matbaa.formats.base import Context, Limits
from matbaa.story import Parsed
from matbaa.submission import Envelope, Submission, rejected

#: Fields of an envelope that override those of its document.
_OVERRIDES = ("id", "site", "revision", "language", "title", "section", "tags", "publish_at")
#: Those of them that are plain text.
_LINES = frozenset({"title", "section", "tags"})


def check_payload(payload: bytes, *, limits: Limits) -> dict[str, Any]:
    """The JSON object of an inbox entry with its outer fields validated; the document in an
    envelope is not yet read. Raises Rejected naming the field: for its size, encoding or depth, or
    for a key given twice, for an unknown kind of object.
    """
    value = json_document.load_object(payload, limits, field="article")
    json_document.refuse_repeated(payload, value)
    inner = cloudevent.data_of(value) if cloudevent.recognises(value) else value
    if "content" in inner:
        _check_content(_envelope(inner), limits)
    elif ninjs.recognises(inner):
        ninjs_schema.check(ninjs.normalised(inner))
    else:
        _check_body(_submission(inner).submission, limits)
    return value


def open_envelope(payload: bytes | str, *, context: Context) -> list[Parsed]:
    """The articles of an inbox entry: a submission, a ninjs item, an envelope, or a CloudEvent
    around one of them. Raises Rejected naming the field.
    """
    value = json_document.load_object(payload, context.limits, field="article")
    if cloudevent.recognises(value):
        value = cloudevent.data_of(value)
    if "content" in value:
        return _opened(_envelope(value), context)
    if ninjs.recognises(value):
        return [ninjs.from_item(value)]
    parsed = _submission(value)
    _check_body(parsed.submission, context.limits)
    return [parsed]


def _opened(envelope: Envelope, context: Context) -> list[Parsed]:
    from matbaa import formats

    _check_content(envelope, context.limits)
    hinted = replace(
        context,
        language=envelope.language or context.language,
        name=envelope.name or context.name,
        title=envelope.title,
    )
    found = formats.parse(_content(envelope), format=envelope.format, context=hinted)
    given = {name: getattr(envelope, name) for name in _OVERRIDES}
    stated = {name: _plain(name, value) for name, value in given.items() if value}
    if len(found) > 1:
        # Several articles cannot share an id or title.
        stated = {name: stated[name] for name in stated if name not in {"id", "title", "revision"}}
    return [_overridden(parsed, stated) for parsed in found]


def _plain(name: str, value: Any) -> Any:
    return submission.plain(value) if name in _LINES else value


def _overridden(parsed: Parsed, stated: dict[str, Any]) -> Parsed:
    return replace(
        parsed,
        submission=parsed.submission.model_copy(update=stated),
        guessed=parsed.guessed - stated.keys(),
    )


def _content(envelope: Envelope) -> str | bytes:
    if envelope.encoding == "text":
        return envelope.content
    try:
        return base64.b64decode(envelope.content, validate=True)
    except binascii.Error as error:
        raise Rejected("content", f"not base64: {error}") from None


def _check_content(envelope: Envelope, limits: Limits) -> None:
    from matbaa import formats

    if envelope.format is not None and envelope.format not in formats.FORMATS:
        raise Rejected("format", f"{envelope.format!r} is not one of {', '.join(formats.FORMATS)}")
    most = limits.max_body_bytes
    if envelope.encoding == "base64":
        most += most // 2  # base64 turns 3 bytes into 4 letters, plus line breaks
    _check_length("content", envelope.content, replace(limits, max_body_bytes=most))


def _check_body(article: Submission, limits: Limits) -> None:
    _check_length("body", article.body, limits)
    if not article.body.strip():
        raise Rejected("body", "is empty")


def _check_length(field: str, text: str, limits: Limits) -> None:
    most = limits.max_body_bytes
    if len(text) * 4 > most and len(text.encode(errors="replace")) > most:
        raise Rejected(field, f"larger than {most:,} bytes (max_body_bytes)")


def _submission(value: dict[str, Any]) -> Parsed:
    if not submission.recognises(value):
        raise Rejected("body", "is missing; see docs/submission.schema.json for what can be sent")
    return submission.from_object(value)


def _envelope(value: dict[str, Any]) -> Envelope:
    try:
        return Envelope.model_validate(value)
    except ValidationError as error:
        raise rejected(error) from None
