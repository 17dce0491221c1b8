"""Reads the entries of the inbox streams as Redis returns them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from matbaa.errors import Rejected
from matbaa.identity import Identity
from models import Lane
from models.entry import Entry
from tasks.reception import check, entry_with

#: The most characters of a key, as many as its column has.
_LONGEST_KEY = 255

Fields = Mapping[bytes, bytes]


def flat(entries: Sequence[object]) -> list[tuple[bytes, Fields]]:
    """Undo the extra level of nesting that redis-py adds in some protocol versions."""
    nested = (
        len(entries) == 1
        and isinstance(entries[0], list)
        and entries[0]
        and isinstance(entries[0][0], list | tuple)
    )
    return list(entries[0] if nested else entries)  # type: ignore[call-overload, no-any-return]  # redis-py's answers are untyped


def entry_of(lane: Lane, stream_id: bytes, fields: Fields) -> Entry:
    """The entry with these fields, checked."""
    payload = fields.get(b"article", b"")
    outcome = check(payload) if b"article" in fields else _no_article(fields)
    return entry_as(outcome, lane, stream_id, fields)


def entry_as(outcome: Identity | Rejected, lane: Lane, stream_id: bytes, fields: Fields) -> Entry:
    """The entry with these fields and this `outcome` of its check. One whose key cannot be kept is
    rejected, under the key it has.
    """
    given = fields.get(b"key", b"").decode("utf-8", "replace")
    fault = _key_fault(given)
    entry = entry_with(
        Rejected("key", fault) if fault else outcome,
        fields.get(b"article", b""),
        key=stream_id.decode() if fault or not given else given,
        source=_text(fields.get(b"source"), 200),
        lane=lane,
    )
    return replace(entry, receipt=given) if fault else entry


def _key_fault(key: str) -> str | None:
    if len(key) > _LONGEST_KEY:
        return f"has {len(key)} characters; at most {_LONGEST_KEY}"
    return "contains control characters" if "\x00" in key else None


def _no_article(fields: Fields) -> Rejected:
    names = ", ".join(sorted(_text(name, 40) for name in fields)) or "nothing"
    return Rejected(
        "article", f"is missing; the stream entry has {names}; put the JSON in its field 'article'"
    )


def _text(value: bytes | None, most: int) -> str:
    return (value or b"").decode("utf-8", "replace").replace("\x00", "")[:most]
