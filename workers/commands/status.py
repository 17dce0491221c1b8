"""`matbaa status`: the state of the pipeline, or the timeline of one article."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from matbaa.commands import console
from workers.commands import options, press, tables

if TYPE_CHECKING:
    from models.queries import Timeline
    from models.queries.letters import Letter
    from models.queries.timeline import Happening, Standing, Version

#: Latencies are computed from the articles of this period.
_RECENT = timedelta(hours=1)


def status(
    id: Annotated[
        str | None, typer.Argument(help="An article's id; the whole pipeline by default.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Show the state of the pipeline or of one article."""
    if id is None:
        said = pipeline()
        console.fact_json(said) if as_json else _show_pipeline(said)
        return
    timeline = known(id)
    console.fact_json(as_object(timeline)) if as_json else _show_article(timeline)


def known(article_id: str) -> Timeline:
    """The timeline of an article. Raises Unknown."""
    from models.queries import timeline
    from models.session import look
    from tasks.acts import Unknown

    with look() as session:
        found = timeline(session, article_id)
    if found is None:
        raise Unknown("id", f"there is no article {article_id!r}")
    return found


def pipeline() -> dict[str, Any]:
    """Counts by state, latencies, and what has waited longest, for the JSON output."""
    from models.queries import counts, lanes, latencies, longest
    from models.session import look

    with look() as session:
        now, stands = counts(session), lanes(session)
        oldest = longest(stands)
        latency = latencies(session, datetime.now(UTC) - _RECENT)
    return {
        "lanes": {
            lane: {
                stand.state.value: {"waiting": stand.waiting, "working": stand.working}
                for stand in stands
                if stand.lane == lane
            }
            for lane in dict.fromkeys(stand.lane.value for stand in stands)
        },
        "scheduled": now.scheduled,
        "dead_letters": now.letters,
        "live": now.live,
        "published": {"minute": now.last_minute, "hour": now.last_hour, "day": now.last_day},
        "latency_seconds": {
            "count": latency.count,
            "p50": latency.p50,
            "p95": latency.p95,
            "max": latency.longest,
        },
        "oldest_waiting": oldest
        and {
            "id": oldest.article_id,
            "revision": oldest.rev,
            "status": oldest.state.value,
            "since": tables.iso(oldest.since),
            "reason": oldest.reason,
        },
    }


def _show_pipeline(said: dict[str, Any]) -> None:
    for lane, states in said["lanes"].items():
        stand = "  ".join(f"{state} {each['waiting']}" for state, each in states.items())
        console.fact(f"{lane:<14} {stand}")
    published, latency = said["published"], said["latency_seconds"]
    tables.facts(
        [
            ("live", said["live"]),
            ("published", "  ".join(f"last {span} {n}" for span, n in published.items())),
            ("scheduled", said["scheduled"]),
            ("dead letters", said["dead_letters"]),
            ("to live", "  ".join(f"{q} {tables.seconds(latency[q])}" for q in _QUANTILES)),
        ]
    )
    if oldest := said["oldest_waiting"]:
        since = datetime.fromisoformat(oldest["since"])
        reason = f": {oldest['reason']}" if oldest["reason"] else ""
        tables.facts(
            [("oldest", f"{oldest['id']} {oldest['status']} since {tables.when(since)}{reason}")]
        )


_QUANTILES = ("p50", "p95", "max")


def as_object(timeline: Timeline) -> dict[str, Any]:
    """The timeline of an article as an object of the JSON output."""
    return {
        "id": timeline.id,
        "site": timeline.site,
        "title": timeline.title,
        "url": press.page_url(timeline.site, timeline.path),
        "live": timeline.live,
        "revision": timeline.head_rev,
        "published_revision": timeline.published_rev,
        "status": timeline.versions[0].state.value if timeline.versions else None,
        "expires": tables.iso(timeline.expires),
        "listed": timeline.is_listed,
        "revisions": [_version(each) for each in timeline.versions],
        "events": [_event(each) for each in timeline.happenings],
        "dead_letters": [_letter(each) for each in timeline.letters],
        "pages": [_page(each) for each in timeline.pages],
    }


def _event(each: Happening) -> dict[str, Any]:
    return {
        "at": tables.iso(each.at),
        "revision": each.rev,
        "who": each.who,
        "what": each.what,
        "why": each.why,
    }


def _letter(each: Letter) -> dict[str, Any]:
    return {
        "letter": each.id,
        "stage": each.stage,
        "status": each.status.value,
        "reason": each.reason,
    }


def _page(each: Standing) -> dict[str, Any]:
    return {
        "path": each.path,
        "revision": each.rev,
        "status": each.status,
        "location": each.location,
        "sha256": each.sha256,
        "uploaded": each.is_uploaded,
        "uploaded_at": tables.iso(each.uploaded_at),
    }


def _version(version: Version) -> dict[str, Any]:
    return {
        "revision": version.rev,
        "status": version.state.value,
        "lane": version.lane.value,
        "attempts": version.attempts,
        "reason": version.error,
        "source": version.source,
        "publish_at": tables.iso(version.publish_at),
        "next_attempt_at": tables.iso(version.next_attempt_at),
        "steps": [
            {"name": step.name, "at": tables.iso(step.at), "seconds": step.seconds}
            for step in version.steps
        ],
    }


def _show_article(timeline: Timeline) -> None:
    tables.facts(
        [
            ("id", timeline.id),
            ("title", timeline.title),
            ("url", press.page_url(timeline.site, timeline.path)),
            ("readers see", f"revision {timeline.published_rev}" if timeline.live else "nothing"),
            ("expires", timeline.expires),
            ("listings", "" if timeline.is_listed else "not updated yet"),
        ]
    )
    for version in timeline.versions:
        console.fact(
            f"\nrevision {version.rev}  {version.state.value}  {version.error or ''}".rstrip()
        )
        for step in version.steps:
            console.fact(
                f"  {tables.when(step.at)}  {step.name:<11} {tables.seconds(step.seconds)}"
            )
        if version.next_attempt_at and version.state.is_open:
            console.fact(f"  {tables.when(version.next_attempt_at)}  next attempt")
    if timeline.happenings:
        console.fact("")
    tables.show(
        ("at", "revision", "what", "who", "why"),
        ((each.at, each.rev, each.what, each.who, each.why) for each in timeline.happenings),
    )
