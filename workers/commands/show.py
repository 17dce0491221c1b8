"""`matbaa show`: print the content of a revision, or the page that readers get."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import orjson
import typer

from matbaa.commands import console
from workers.commands import options, press, tables


class Part(StrEnum):
    """The parts of a revision that can be shown."""

    SUBMISSION = "submission"
    STORY = "story"
    TEXTS = "texts"
    TEXT = "text"
    HTML = "html"
    PAGE = "page"


def show(
    id: Annotated[str, typer.Argument(help="The article's id.")],
    revision: Annotated[
        int | None, typer.Option("--revision", help="Its revision; the newest by default.")
    ] = None,
    part: Annotated[
        Part | None, typer.Option(help="Print only this part, without formatting.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Show what was submitted and what was made from it."""
    kept = kept_of(id, revision)
    if part is Part.PAGE:
        console.fact(_page(kept["site"], kept["path"]))
    elif part in {Part.TEXT, Part.HTML}:
        console.fact((kept["story"] or {}).get(part.value, ""))
    elif part is not None:
        console.fact(orjson.dumps(kept[part.value], option=orjson.OPT_INDENT_2).decode())
    elif as_json:
        console.fact_json(kept)
    else:
        _show(kept)


def kept_of(article_id: str, rev: int | None) -> dict[str, Any]:
    """Everything stored about a revision, by default the newest. Raises Unknown."""
    from models.session import look
    from tasks.acts.drafts import revision_of
    from workers.commands.status import known

    timeline = known(article_id)
    newest = timeline.versions[0].rev if timeline.versions else 0
    with look() as session:
        row = revision_of(session, article_id, rev if rev is not None else newest)
    return {
        "id": article_id,
        "site": timeline.site,
        "revision": row.rev,
        "status": row.state.value,
        "live": timeline.live and timeline.published_rev == row.rev,
        "url": press.page_url(timeline.site, row.path) if timeline.live else None,
        "path": row.path,
        "source": row.source,
        "received": tables.iso(row.created_at),
        "repeats": timeline.repeats
        and {"id": timeline.repeats.other_id, "likeness": round(timeline.repeats.likeness, 2)},
        "repeated_by": list(timeline.repeated_by),
        "submission": _json(row.submission),
        "story": _json(row.story),
        "texts": _json(row.texts),
    }


def _json(kept: str | None) -> Any:
    """Parse stored text as JSON, or return it as it is: a submission may be anything."""
    try:
        return orjson.loads(kept) if kept else None
    except orjson.JSONDecodeError:
        return kept


def _page(site: str, path: str | None) -> str:
    from tasks.acts import Unknown
    from tasks.publications import storage_of

    found = storage_of(site).get(f"{path}index.html") if path else None
    if found is None:
        raise Unknown("id", "it has no page on storage")
    return found.blob.body.decode()


def _show(kept: dict[str, Any]) -> None:
    story, texts = kept["story"] or {}, kept["texts"] or {}
    names = ("id", "revision", "status", "url", "source", "received")
    is_hidden = kept["status"] == "published" and not kept["url"]
    said = {**kept, "status": "withdrawn"} if is_hidden else kept
    tables.facts((name, said[name]) for name in names)
    if near := kept["repeats"]:
        tables.facts([("near duplicate of", f"{near['id']} ({near['likeness']:.0%})")])
    tables.facts([("near duplicates", ", ".join(kept["repeated_by"]))])
    stated = ("title", "subtitle", "language", "section", "published", "updated", "publish_at")
    tables.facts((name, story.get(name)) for name in (*stated, "expire_at", "correction"))
    if story.get("status", "usable") != "usable":
        tables.facts([("given status", story["status"])])
    authors = ", ".join(author["name"] for author in story.get("authors", ()))
    tables.facts([("authors", authors), ("tags", ", ".join(story.get("tags", ())))])
    written = ("description", "description_source", "summary_method", "slug")
    tables.facts((name, texts.get(name)) for name in written)
    for sentence in texts.get("summary", ()):
        console.fact(f"  - {sentence}")
    if story.get("text"):
        console.fact(f"\n{story['text']}")
