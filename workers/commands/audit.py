"""`matbaa audit`: compare storage with the database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from matbaa.commands import console
from workers.commands import options, press

if TYPE_CHECKING:
    from tasks.audit import Finding

_FAILED = 4


def audit(
    repair: Annotated[bool, typer.Option("--repair", help="Repair what is wrong.")] = False,
    foreign: Annotated[
        bool,
        typer.Option(
            "--foreign", help="Also list the bucket, to find objects that belong to no page."
        ),
    ] = False,
    articles: Annotated[
        bool,
        typer.Option(
            "--articles",
            help="With --foreign --repair, also remove pages of articles that the database does "
            "not know, as after an older back-up was restored.",
        ),
    ] = False,
    site: options.Site = None,
    as_json: options.Lines = False,
) -> None:
    """Compare every page with storage. Exits with 4 where something stays wrong."""
    from matbaa.settings import get_settings

    press.connect()
    sites = [options.site_key(site)] if site else list(get_settings().sites)
    checked, wrong, mended = 0, 0, 0
    for key in sites:
        for finding, count in _findings(key, repair=repair, foreign=foreign, articles=articles):
            checked += count
            if finding is not None:
                wrong += 1
                mended += finding.mended
                _say(finding, as_json=as_json)
    console.tell(f"{checked:,} pages compared, {wrong:,} wrong, {mended:,} repaired")
    if wrong > mended:
        if not repair:
            console.tell("`matbaa audit --repair` uploads again what is missing or differs")
            if foreign:
                console.tell("and `matbaa audit --foreign --repair` removes what is no page")
        raise typer.Exit(_FAILED)


def _findings(
    site: str, *, repair: bool, foreign: bool, articles: bool
) -> Iterator[tuple[Finding | None, int]]:
    """Yield findings, and the number of pages compared since the last yield."""
    from tasks import audit as auditor
    from tasks import foreign as strays

    with _progress(site) as progress:
        task = progress.add_task(site, total=_count(site))
        last: str | None = ""
        while last is not None:
            found = auditor.compare(site, last, repair=repair)
            progress.advance(task, auditor.SLICE)
            yield None, found.checked
            yield from ((finding, 0) for finding in found.findings)
            last = found.last or None
    if foreign:
        yield from (
            (finding, 0) for finding in strays.foreign(site, remove=repair, articles=articles)
        )


def _count(site: str) -> int:
    from sqlalchemy import func, select

    from models import PageRow
    from models.session import look

    with look() as session:
        return session.scalar(select(func.count()).where(PageRow.site == site)) or 0


def _progress(site: str) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(
        *columns,
        console=console.messages(),
        transient=True,
        disable=not console.is_for_people(),
    )


def _say(finding: Finding, *, as_json: bool) -> None:
    if as_json:
        said: dict[str, Any] = asdict(finding)
        console.fact_json({"id": said.pop("article_id"), **said})
    else:
        console.fact("\t".join(filter(None, (finding.fault.value, finding.path, finding.note))))
