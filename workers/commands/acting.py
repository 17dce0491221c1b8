"""Shared by commands that act on articles: choosing them, reporting, and waiting for the result."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar

import typer
from rich.progress import track

from matbaa.commands import console
from workers.commands import press, tables
from workers.commands.listing import found
from workers.commands.status import known

T = TypeVar("T")

if TYPE_CHECKING:
    from models.queries import Filter, Timeline
    from models.queries.timeline import Standing
    from tasks.acts import Act

CONFLICT, FAILED, TIMED_OUT = 7, 4, 5
#: The most articles that one command acts on.
MOST = 1_000_000
_A_PART = 200


def chosen(ids: Sequence[str] | None, wanted: Filter, *, everything: bool) -> list[str]:
    """The ids of the named articles, or of those that the filter finds.

    Exits with 2 if there are neither names nor filters, unless `everything` is asked for.
    """
    from models.queries import Filter

    if ids:
        return list(dict.fromkeys(ids))
    if wanted == Filter() and not everything:
        console.complain("give article ids or filters, or --all for every article")
        raise typer.Exit(2)
    chosen = list(dict.fromkeys(row.id for row in found(wanted, most=MOST)))
    if not chosen:
        console.tell("no article matches")
    return chosen


def would(ids: Iterable[str], what: str, *, as_json: bool) -> None:
    """Print what a command would do, without doing it."""
    for article_id in ids:
        if as_json:
            console.fact_json({"id": article_id, "would": what})
        else:
            console.fact(f"would {what}\t{article_id}")


def each(
    ids: Sequence[str],
    act: Callable[[str], Act],
    *,
    as_json: bool,
    wait: bool = False,
    timeout: float = 60.0,
) -> None:
    """Act on each article and print what was done; a failure does not stop the others.

    Exits with the code of the first failure, if there was one.
    """
    from matbaa.errors import Conflict, Rejected

    press.connect()
    worst = 0
    done = []
    media = _media(ids) if wait else {}
    for article_id in progress(ids, len(ids)):
        try:
            done.append(act(article_id))
        except (Rejected, Conflict) as error:
            worst = worst or (CONFLICT if isinstance(error, Conflict) else 3)
            _refuse(article_id, str(error), as_json=as_json)
        else:
            if not (wait and as_json):  # the report includes it, as one object per article
                say(done[-1], as_json=as_json)
    if wait:
        worst = _follow(done, media, timeout, as_json=as_json) or worst
    if worst:
        raise typer.Exit(worst)


def progress(things: Iterable[T], total: int) -> Iterable[T]:
    """Yield `things` unchanged, with a progress bar if a person watches and there are many."""
    quiet = not console.is_for_people() or total < 5
    return track(things, total=total, console=console.messages(), transient=True, disable=quiet)


def in_parts(things: Sequence[T], do: Callable[[Sequence[T]], Sequence[Act]]) -> Iterator[Act]:
    """Act on `things` in parts, with a progress bar if there are thousands."""
    parts = [things[start : start + _A_PART] for start in range(0, len(things), _A_PART)]
    for part in progress(parts, len(parts)):
        yield from do(part)


def say(act: Act, *, as_json: bool) -> None:
    """Print what was done, as one line."""
    if as_json:
        said = asdict(act)
        console.fact_json({"id": said["article_id"], "revision": said["rev"], "done": said["done"]})
    else:
        rev = f"revision {act.rev}" if act.rev else ""
        console.fact("\t".join(part for part in (act.article_id, rev, act.done) if part))


def _refuse(article_id: str, reason: str, *, as_json: bool) -> None:
    if as_json:
        console.fact_json({"id": article_id, "revision": None, "done": None, "reason": reason})
    else:
        console.complain(f"{article_id}: {reason}")


def _media(ids: Sequence[str]) -> dict[str, list[str]]:
    """The paths of the pictures that articles show now, by article id.

    Read before the act, since after a takedown nothing connects them to the article.
    """
    from models.queries.timeline import pictures_of
    from models.session import look

    with look() as session:
        return {each: pictures_of(session, each) for each in ids}


def _follow(
    done: Sequence[Act], media: Mapping[str, Sequence[str]], timeout: float, *, as_json: bool
) -> int:
    """Wait until each act has reached storage and listings; report it, and return an exit code."""
    deadline = time.monotonic() + timeout
    worst = 0
    for act in done:
        report = _settled(act, media.get(act.article_id, ()), deadline)
        if as_json:
            console.fact_json({"id": act.article_id, "done": act.done, **report})
        else:
            _show_report(act, report)
        if not report["complete"]:
            worst = worst or (FAILED if report["status"] == "dead" else TIMED_OUT)
    return worst


def _settled(act: Act, media: Sequence[str], deadline: float) -> dict[str, Any]:
    while True:
        report = reached(known(act.article_id), act, media)
        if report["complete"] or report["status"] == "dead" or time.monotonic() > deadline:
            return report
        time.sleep(0.05)


def reached(timeline: Timeline, act: Act, media: Sequence[str] = ()) -> dict[str, Any]:
    """How far an act has reached readers by now.

    Reports its pages; listings, feeds, sitemaps and search; the pictures at `media` (status 200
    after a kill if another article shows them too); and whether the CDN has dropped its copies
    (None if no known outlet keeps copies).
    """
    from models.queries.timeline import pages_at
    from models.session import look

    own = [version for version in timeline.versions if version.rev == act.rev]
    state = own[0].state.value if own else "unknown"
    pages = _standings(timeline.pages)
    with look() as session:
        pictures = _standings(pages_at(session, timeline.site, media))
    is_over = state in {"published", "superseded"}
    copies = _copies(timeline)
    is_shown = timeline.is_listed and copies is not False
    return {
        "revision": act.rev,
        "status": state,
        "live": timeline.live,
        "pages": pages,
        "media": pictures,
        "listings": timeline.is_listed,
        "copies": copies,
        "complete": is_over and is_shown and all(page["uploaded"] for page in pages + pictures),
    }


def _standings(pages: Iterable[Standing]) -> list[dict[str, Any]]:
    return [
        {"path": page.path, "status": page.status, "uploaded": page.is_uploaded} for page in pages
    ]


def _copies(timeline: Timeline) -> bool | None:
    from matbaa.outlets import outlets_of
    from matbaa.settings import get_settings

    settings = get_settings()
    keepers = {
        outlet.name
        for outlet in outlets_of(settings.site(timeline.site), settings)
        if outlet.keeps_copies
    }
    return not keepers & timeline.untold if keepers else None


def _show_report(act: Act, report: dict[str, Any]) -> None:
    console.fact(f"\n{act.article_id}  {report['status']}")
    tables.show(
        ("status", "page", "on storage"),
        (
            (page["status"], page["path"], "yes" if page["uploaded"] else "not yet")
            for page in report["pages"] + report["media"]
        ),
    )
    console.fact(
        f"listings, feeds, sitemaps, search: {'done' if report['listings'] else 'not yet'}"
    )
    if report["copies"] is not None:
        console.fact(f"copies at the CDN: {'purged' if report['copies'] else 'not yet'}")
