"""The texts of `matbaa top`: the figures, the rows of the list, an article's timeline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import unquote

from rich.text import Text

from models.queries import (
    Counts,
    LaneStand,
    Latency,
    Row,
    Timeline,
    Waiting,
    waited,
)
from workers.commands import press, tables

#: Colours only repeat what the words say.
_STYLES = {"published": "green", "dead": "bold red", "withdrawn": "dim", "superseded": "dim"}
_UNDER_WAY = "cyan"
#: The width of a terminal from which on reasons have their own column.
_WIDE = 130


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list; its width in characters."""

    name: str
    width: int


def columns(width: int) -> list[Column]:
    """The columns that fit into a terminal; the headline takes the rest."""
    fixed = {"article": min(34, max(14, width // 4)), "rev": 4, "status": 10, "since": 8}
    names = [*fixed, "headline", *(["reason"] if width >= _WIDE else [])]
    left = width - sum(fixed.values()) - 2 * len(names) - 2  # a scroll bar stands beside them
    shares = {"headline": left * 3 // 5, "reason": left * 2 // 5} if width >= _WIDE else {}
    return [Column(name, fixed.get(name) or shares.get(name, max(10, left))) for name in names]


def cells(row: Row, shown: list[Column]) -> Iterator[Text]:
    """The cells of a row, cut to their columns."""
    since = tables.seconds((datetime.now(UTC) - row.updated).total_seconds())
    said = {
        "article": row.id,
        "rev": row.rev,
        "status": row.status,
        "since": since,
        "headline": row.title,
        "reason": row.reason,
    }
    for column in shown:
        cell = tables.cell(said[column.name])
        cell.truncate(column.width, overflow="ellipsis")
        if column.name == "status":
            cell.stylize(_STYLES.get(row.status, _UNDER_WAY))
        yield cell


def detail(row: Row | None) -> Text:
    """The whole headline, and the reason if the article failed."""
    if row is None:
        return Text()
    lines = [tables.cell(row.title or row.id)]
    if row.reason:
        lines.append(tables.cell(row.reason))
        lines[-1].stylize(_STYLES["dead"])
    return Text("\n").join(lines)


def figures(now: Counts, stands: list[LaneStand], latency: Latency, stuck: Waiting | None) -> Text:
    """The figures above the list, beginning with a verdict."""
    text = Text().append(_verdict(now, stands, stuck))
    for lane in dict.fromkeys(stand.lane for stand in stands):
        text.append(f"\n{lane.value:<5}")
        for each in (stand for stand in stands if stand.lane is lane):
            at_work = f" ({each.working} at work)" if each.working else ""
            style = _UNDER_WAY if each.waiting else "dim"
            text.append(f" {each.state.value} {each.waiting}{at_work} ", style)
    speed = f"last minute {now.last_minute}, hour {now.last_hour}, day {now.last_day}"
    text.append(f"\nlive {now.live}   {speed}   scheduled {now.scheduled}   ")
    text.append(f"dead {now.letters}", "bold red" if now.letters else "")
    spans = (("p50", latency.p50), ("p95", latency.p95), ("max", latency.longest))
    spoken = "  ".join(f"{name} {tables.seconds(value)}" for name, value in spans)
    return text.append(f"\nto live, past hour: {spoken}")


def _verdict(now: Counts, stands: list[LaneStand], stuck: Waiting | None) -> Text:
    due = sum(stand.due for stand in stands)
    if stuck:
        waits = tables.seconds(waited(stuck))
        said = f"{stuck.article_id} has waited for {waits} ({stuck.state.value})"
        return Text(tables.cell(said).plain, "bold red")
    if now.letters:
        what = "failure needs" if now.letters == 1 else "failures need"
        return Text(f"{now.letters} {what} attention", "bold yellow")
    return (
        Text(f"{due} in progress", f"bold {_UNDER_WAY}")
        if due
        else Text("All is live", "bold green")
    )


def timeline(found: Timeline) -> str:
    """The timeline of an article as text."""
    address = press.page_url(found.site, found.path)
    lines = [found.title or found.id, f"{found.id}   {unquote(address or '')}", ""]
    for version in found.versions:
        lines.append(f"revision {version.rev}  {version.state.value}  {version.error or ''}")
        lines += [
            f"  {tables.when(step.at)}  {step.name:<11} {tables.seconds(step.seconds)}"
            for step in version.steps
        ]
    lines += [
        f"{tables.when(each.at)}  {each.what} by {each.who}  {each.why or ''}"
        for each in found.happenings
    ]
    return "\n".join(lines)
