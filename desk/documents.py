"""Writes the machine-readable interface descriptions: `python -m desk.documents [DIR]`.

`openapi.json` describes the HTTP API; `asyncapi.json` the inbox, its receipts and the events.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from desk.problems import Problem
from matbaa import __version__
from matbaa.submission import Envelope, Submission

_REF = "#/components/schemas/{model}"
_LICENSE = {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"}


def openapi(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI 3.1 document of the desk's API."""
    if app.openapi_schema:
        return app.openapi_schema
    document = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        description="Every error is an RFC 9457 problem; see `/problems`.",
        license_info=_LICENSE,
        contact={"name": "Matbaa"},
        routes=app.routes,
        tags=[
            {"name": "articles", "description": "Submit, replace and read articles."},
            {"name": "events", "description": "Live events, as server-sent events."},
            {"name": "health", "description": "Health checks and metrics."},
        ],
        servers=[{"url": "/", "description": "This desk"}],
    )
    known = document["components"]["schemas"]
    for name, schema in schemas(_REF).items():
        known.setdefault(name, schema)
    app.openapi_schema = document
    return document


def schemas(ref: str) -> dict[str, Any]:
    """The JSON Schemas of submissions, envelopes and problems, with references like `ref`."""
    wanted: Any = [(Submission, "validation"), (Envelope, "validation"), (Problem, "validation")]
    _names, made = models_json_schema(wanted, ref_template=ref)
    found: dict[str, Any] = made["$defs"]
    return found


def asyncapi() -> dict[str, Any]:
    """The AsyncAPI 3.1 document of the inbox, the receipts and the events."""
    return {
        "asyncapi": "3.1.0",
        "id": "urn:matbaa:inbox",
        "info": {
            "title": "Matbaa",
            "version": __version__,
            "description": "Articles come in through Redis streams; receipts and events go out.",
            "license": _LICENSE,
            "contact": {"name": "Matbaa", "url": "https://matbaa.example"},
            "tags": [{"name": "news"}],
        },
        "defaultContentType": "application/json",
        "servers": {
            "redis": {
                "host": "localhost:6379",
                "protocol": "redis",
                "description": "MATBAA_REDIS_URL",
            },
            "desk": {
                "host": "localhost:8081",
                "protocol": "http",
                "description": "MATBAA_DESK_URL; `Authorization: Bearer <token>`",
            },
        },
        "channels": _CHANNELS,
        "operations": _OPERATIONS,
        "components": {"messages": _MESSAGES, "schemas": schemas(_REF) | _SCHEMAS},
    }


def _channel(address: str, server: str, description: str, *messages: str) -> dict[str, Any]:
    return {
        "address": address,
        "description": description,
        "servers": [{"$ref": f"#/servers/{server}"}],
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in messages},
    }


def _operation(action: str, channel: str, summary: str) -> dict[str, Any]:
    return {
        "action": action,
        "channel": {"$ref": f"#/channels/{channel}"},
        "summary": summary,
        "description": summary,
    }


_CHANNELS: dict[str, Any] = {
    "inbox": _channel(
        "matbaa:inbox",
        "redis",
        "A stream: `XADD matbaa:inbox * article '<json>' [key <key>] [source <name>]`.",
        "submission",
    ),
    "bulkInbox": _channel(
        "matbaa:inbox:bulk", "redis", "The same stream for bulk work.", "submission"
    ),
    "receipts": _channel(
        "matbaa:receipt:{key}",
        "redis",
        "A string with a time to live, rewritten as the article's state changes.",
        "receipt",
    )
    | {
        "parameters": {
            "key": {"description": ("The submission's key, or the id of its stream entry.")}
        }
    },
    "events": _channel("/v1/events", "desk", "Server-sent events.", "change", "act"),
}
_OPERATIONS: dict[str, Any] = {
    "takeIn": _operation("receive", "inbox", "An article is submitted."),
    "takeInBulk": _operation("receive", "bulkInbox", "An article is submitted on the bulk lane."),
    "answer": _operation("send", "receipts", "The outcome of a submission."),
    "tell": _operation("send", "events", "An article reached another state, or somebody acted."),
}
_MESSAGES: dict[str, Any] = {
    "submission": {
        "title": "Submission",
        "summary": "Our own JSON, an envelope around a document, or a CloudEvent around either.",
        "contentType": "application/json",
        "payload": {
            "oneOf": [
                {"$ref": "#/components/schemas/Submission"},
                {"$ref": "#/components/schemas/Envelope"},
                {"$ref": "#/components/schemas/CloudEvent"},
            ]
        },
    },
    "receipt": {"title": "Receipt", "payload": {"$ref": "#/components/schemas/Receipt"}},
    "change": {
        "title": "Event `article`",
        "summary": "A revision reached another state.",
        "payload": {"$ref": "#/components/schemas/Change"},
    },
    "act": {
        "title": "Event `act`",
        "summary": "Something was done to an article.",
        "payload": {"$ref": "#/components/schemas/Act"},
    },
}
_TEXT, _NUMBER = {"type": "string"}, {"type": "integer"}
_MAYBE = {"type": ["string", "null"]}
_AT = {"type": "string", "format": "date-time"}
_OPEN = ["accepted", "ingested", "extracted", "summarized", "rendered"]
_STATES = [*_OPEN, "published", "superseded", "split"]
_SCHEMAS: dict[str, Any] = {
    "CloudEvent": {
        "type": "object",
        "required": ["specversion", "id", "source", "type", "data"],
        "properties": {
            "specversion": {"const": "1.0"},
            "id": _TEXT,
            "source": _TEXT,
            "type": {"type": "string", "examples": ["news.article.submitted.v1"]},
            "subject": {"type": "string", "description": "The article's id."},
            "data": {"type": "object"},
        },
    },
    "Receipt": {
        "type": "object",
        "required": ["key", "status"],
        "properties": {
            "key": _TEXT,
            "id": _MAYBE,
            "revision": {"type": ["integer", "null"]},
            "status": {"enum": [*_STATES, "duplicate", "rejected", "dead"]},
            "url": _MAYBE,
            "reason": _MAYBE,
            "conflict": {
                "enum": ["key", "article"],
                "description": "Why it was rejected, if for a conflict: the key was used for "
                "another submission, or the article has this revision with other content or "
                "belongs to another site.",
            },
            "parts": {"type": "array", "items": _TEXT},
            "warnings": {"type": "array", "items": _TEXT},
        },
    },
    "Change": {
        "type": "object",
        "required": ["id", "revision", "at", "state"],
        "properties": {
            "id": _TEXT,
            "revision": _NUMBER,
            "at": _AT,
            "state": {"enum": [*_STATES, "dead"]},
            "lane": {"enum": ["news", "bulk"]},
        },
    },
    "Act": {
        "type": "object",
        "required": ["at", "act"],
        "properties": {
            "id": _TEXT,
            "revision": _NUMBER,
            "at": _AT,
            "act": _TEXT,
            "who": _TEXT,
            "why": _TEXT,
        },
    },
}


def write(folder: Path) -> None:
    """Write both documents."""
    from desk.application import create_app

    for name, document in (("openapi", openapi(create_app())), ("asyncapi", asyncapi())):
        text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
        (folder / f"{name}.json").write_text(text)


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))
