"""Submissions as the intake reads them from the stream."""

from __future__ import annotations

import itertools
import json
from typing import Any

from matbaa.identity import identify
from models import Lane
from models.entry import Entry

BODY = "<p>The river rose overnight and flooded the old town. Two bridges were closed.</p>"
_numbers = itertools.count(1)


def entry(
    *, key: str | None = None, source: str = "", lane: Lane = Lane.NEWS, **fields: Any
) -> Entry:
    """A stream entry with one article as our own JSON; `title` and `body` have defaults."""
    said = {"title": "The river rose", "body": BODY, **fields}
    return Entry(
        payload=json.dumps(said, ensure_ascii=False).encode(),
        key=key or f"entry-{next(_numbers)}",
        source=source,
        lane=lane,
        site=str(fields.get("site", "main")),
        outcome=identify(said),
    )


def envelope(content: str, *, key: str | None = None, **fields: Any) -> Entry:
    """A stream entry with a document in another format."""
    said = {"content": content, **fields}
    return Entry(
        payload=json.dumps(said, ensure_ascii=False).encode(),
        key=key or f"entry-{next(_numbers)}",
        source="",
        lane=Lane.NEWS,
        site="main",
        outcome=identify(said),
    )
