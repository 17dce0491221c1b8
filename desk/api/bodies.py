"""Reads request bodies up to a limit, and converts them to inbox entries."""

from __future__ import annotations

from typing import Any

import orjson
from fastapi import Request

from desk.problems import ProblemError
from matbaa.errors import Rejected
from matbaa.settings import get_settings

#: Media types of documents that are not JSON, with their format name; None to detect it.
DOCUMENTS = {
    "text/plain": None,
    "text/markdown": "markdown",
    "text/html": "html",
    "application/xml": None,
    "text/xml": None,
    "application/rss+xml": "rss",
    "application/atom+xml": "atom",
}


async def read_payload(request: Request) -> bytes:
    """The body as an inbox entry.

    Raises ProblemError 413 once it exceeds `max_submission_bytes`, and 415 for a media type or an
    encoding that is not taken; Rejected for an empty body, and for JSON that is not UTF-8.
    """
    coding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if coding != "identity":
        remedy = {"Accept-Encoding": "identity"}
        raise ProblemError(415, f"Content-Encoding {coding}: send it uncompressed", headers=remedy)
    body = await _read_body(request)
    return payload_of(body, request.headers.get("Content-Type", ""))


async def _read_body(request: Request) -> bytes:
    most = get_settings().max_submission_bytes
    declared = request.headers.get("Content-Length", "")
    if declared.isdigit() and int(declared) > most:
        raise _too_large(most)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise _too_large(most)
    return bytes(body)


def _too_large(most: int) -> ProblemError:
    return ProblemError(413, f"at most {most:,} bytes (MATBAA_MAX_SUBMISSION_BYTES)")


def payload_of(body: bytes, content_type: str) -> bytes:
    """The body as an inbox entry: JSON as it is, other documents in an envelope.

    Raises ProblemError 415 for an unknown media type, and Rejected like `read_payload`.
    """
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type == "application/json" or media_type.endswith("+json"):
        _check_json(body)
        return body
    if media_type not in DOCUMENTS:
        known = ", ".join(["application/json", *DOCUMENTS])
        raise ProblemError(415, f"{media_type or 'no Content-Type'}: send one of {known}")
    if not body.strip():
        raise Rejected("content", "is empty")
    return enveloped(body, DOCUMENTS[media_type])


def _check_json(body: bytes) -> None:
    """Name what the parser would only call a surrogate or the end of the data."""
    if not body.strip():
        raise Rejected("article", "is empty; send a JSON object")
    try:
        body.decode()
    except UnicodeDecodeError as error:
        at_fault = f"byte 0x{body[error.start]:02x} at position {error.start}"
        raise Rejected("article", f"not JSON: not UTF-8: {at_fault}") from None


def enveloped(document: bytes, format: str | None = None, **stated: Any) -> bytes:
    """Wrap a document in an envelope, as an inbox entry, with the fields `stated` about it."""
    from matbaa.formats import decode

    said = {"format": format, **stated}
    kept = {name: value for name, value in said.items() if value}
    return orjson.dumps({"content": decode(document), **kept})


def with_id(payload: bytes, article_id: str) -> bytes:
    """The entry with this article's id added. Raises Rejected if it names another article."""
    try:
        entry = orjson.loads(payload)
    except orjson.JSONDecodeError as error:
        raise Rejected("article", f"not JSON: {error}") from None
    if not isinstance(entry, dict):
        raise Rejected("article", "must be a JSON object")
    is_event = "specversion" in entry
    article = entry.get("data") if is_event else entry
    if isinstance(article, dict):
        for name in ("id", "uri", "guid"):
            if article.get(name) is not None and str(article[name]).strip() != article_id:
                raise Rejected(name, f"{article[name]!r} is not the id in this address")
        if any(article.get(name) is not None for name in ("id", "uri")):
            return payload
    name = "subject" if is_event else "id" if "body" in entry or "content" in entry else "uri"
    return orjson.dumps({**entry, name: article_id})
