"""Determines which article an inbox entry is about from its outer fields, without parsing it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any

import orjson

from matbaa.errors import Rejected
from matbaa.submission import Submission

_LONGEST_ID = 255
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
#: The most digits of a number in a 64-bit column.
_MOST_DIGITS = 18
#: Fields that are not content: entries that differ only in these have the same content hash.
_PASSING = frozenset({"id", "site", "revision", "updated", "comments", "views"})


@dataclass(frozen=True, slots=True)
class Identity:
    """The identity that an entry states; fields that it does not state are None."""

    #: The producer's id, or the first half of the content's hash.
    article_id: str
    revision: int | None
    site: str | None
    #: SHA-256 of the entry's content, independent of the order of its keys.
    content_hash: str


def identify(entry: dict[str, Any]) -> Identity:
    """The identity of a checked inbox entry: our own JSON, a ninjs item, or an envelope.

    Raises Rejected if the id or revision cannot be stored in the database.
    """
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
    """The data of a CloudEvent, or the entry itself."""
    data = entry.get("data")
    return data if "specversion" in entry and isinstance(data, dict) else entry


def _article_id(entry: dict[str, Any], item: dict[str, Any]) -> str | None:
    names = [(item, "id"), (item, "uri"), *([(entry, "subject")] if item is not entry else [])]
    for said, name in names:
        if found := said.get(name):
            return _as_id(name, str(found).strip())
    return None


def _as_id(name: str, found: str) -> str | None:
    if len(found) > _LONGEST_ID:
        raise Rejected(name, f"longer than {_LONGEST_ID} characters")
    if _CONTROL.search(found):
        raise Rejected(name, "contains control characters")
    return found or None


def _revision(item: dict[str, Any]) -> int | None:
    """Our `revision`, or the `version` of ninjs if it is a number from 1 on."""
    name = "revision" if "revision" in item else "version"
    found = item.get(name)
    digits = str(found).strip().lstrip("0") if not isinstance(found, bool) else ""
    if not (digits.isascii() and digits.isdigit()):
        return None
    if len(digits) > _MOST_DIGITS:
        raise Rejected(name, f"has more than {_MOST_DIGITS} digits")
    return int(digits)


def identify_submission(submission: Submission) -> Identity:
    """The identity of one article of a document that contained several."""
    return identify(submission.model_dump(mode="json", exclude_unset=True))
