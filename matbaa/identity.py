"""Which article an inbox entry is about, read off its outer fields before anyone parses it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import orjson

from matbaa.submission import Submission

#: Not part of what an article says: two entries that differ in these alone are the same.
_PASSING = frozenset({"id", "site", "revision", "updated", "comments", "views"})


@dataclass(frozen=True, slots=True)
class Identity:
    """What an entry says of itself; None where it does not."""

    #: The producer's id, or the first half of the content's hash.
    article_id: str
    revision: int | None
    site: str | None
    #: SHA-256 of the entry's content, whatever the order of its keys.
    content_hash: str


def identify(entry: dict[str, Any]) -> Identity:
    """The identity of a checked inbox entry: our own JSON, a ninjs item, or an envelope."""
    item = _inner(entry)
    said = {key: value for key, value in item.items() if key not in _PASSING}
    content_hash = hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()
    return Identity(
        article_id=_article_id(entry, item) or content_hash[:32],
        revision=_revision(item),
        site=item.get("site"),
        content_hash=content_hash,
    )


def _inner(entry: dict[str, Any]) -> dict[str, Any]:
    """What a CloudEvent carries, or the entry itself."""
    data = entry.get("data")
    return data if "specversion" in entry and isinstance(data, dict) else entry


def _article_id(entry: dict[str, Any], item: dict[str, Any]) -> str | None:
    found = (
        item.get("id") or item.get("uri") or (entry.get("subject") if item is not entry else None)
    )
    return str(found).strip()[:255] if found else None


def _revision(item: dict[str, Any]) -> int | None:
    """Our `revision`, or ninjs's `version` where it is a number."""
    found = item.get("revision", item.get("version"))
    try:
        return int(found) if found is not None and not isinstance(found, bool) else None
    except (TypeError, ValueError):
        return None


def identify_submission(submission: Submission) -> Identity:
    """The identity of one article out of a document that held several."""
    return identify(submission.model_dump(mode="json", exclude_unset=True))
