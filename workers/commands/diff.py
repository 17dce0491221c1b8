"""`matbaa diff`: what changed between two revisions."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from matbaa.commands import console
from workers.commands import options
from workers.commands.show import kept_of

#: The compared fields of the story; its body is compared as running text.
_FIELDS = (
    "title",
    "subtitle",
    "authors",
    "section",
    "tags",
    "place",
    "published",
    "updated",
    "publish_at",
    "expire_at",
    "images",
    "correction",
    "status",
    "language",
)
_WRITTEN = ("description", "summary", "slug", "keywords")


def diff(
    id: Annotated[str, typer.Argument(help="The article's id.")],
    old: Annotated[
        int | None, typer.Argument(help="Older revision; by default the one before the newer.")
    ] = None,
    new: Annotated[
        int | None, typer.Argument(help="Newer revision; by default the newest.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Show what changed between two revisions of an article."""
    after = kept_of(id, new)
    before = kept_of(id, old if old is not None else _before(id, after["revision"]))
    changes = list(_changes(before, after))
    lines = list(_lines(before, after))
    if as_json:
        fields = [{"field": name, "old": was, "new": is_} for name, was, is_ in changes]
        revisions = {"old": before["revision"], "new": after["revision"]}
        console.fact_json({"id": id, **revisions, "fields": fields, "text": lines})
        return
    console.fact(f"--- revision {before['revision']}\n+++ revision {after['revision']}")
    for name, was, is_ in changes:
        console.fact(f"{name}:\n- {was}\n+ {is_}")
    for line in lines:
        console.fact(line)


def _before(article_id: str, rev: int) -> int:
    from tasks.acts import Unknown
    from workers.commands.status import known

    earlier = [each.rev for each in known(article_id).versions if each.rev < rev]
    if not earlier:
        raise Unknown("revision", f"article {article_id!r} has no revision before {rev}")
    return max(earlier)


def _changes(before: dict[str, Any], after: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    for part, names in (("story", _FIELDS), ("texts", _WRITTEN)):
        was, is_ = before[part] or {}, after[part] or {}
        for name in names:
            if was.get(name) != is_.get(name):
                yield name, was.get(name), is_.get(name)


def _lines(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    """The differences of the running text as a unified diff, one line per paragraph."""
    was, is_ = ((each["story"] or {}).get("text", "").split("\n\n") for each in (before, after))
    yield from list(difflib.unified_diff(was, is_, lineterm="", n=1))[2:]
