"""Commands for editors' acts: kill, withhold, restore, correct, schedule, roll back."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, TypeAlias

import orjson
import typer

from matbaa.commands import console
from matbaa.errors import Rejected
from workers.commands import acting, options, press

Wait: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--wait", help="Wait until pages, listings and feeds show the change, and report on each."
    ),
]
Timeout: TypeAlias = Annotated[float, typer.Option(help="Longest wait in seconds.")]
All: TypeAlias = Annotated[bool, typer.Option("--all", help="Act on every article.")]
Id: TypeAlias = Annotated[str, typer.Argument(help="The article's id.")]


class Answer(StrEnum):
    """What readers get in place of a killed article."""

    GONE = "gone"
    MISSING = "missing"
    REDIRECT = "redirect"


Answered: TypeAlias = Annotated[
    Answer, typer.Option(help="What readers get: 410, 404 or a redirect.")
]
Notice: TypeAlias = Annotated[
    str | None,
    typer.Option(help="Retract the article and show readers this notice in its place."),
]


def kill(
    ids: options.Ids = None,
    why: options.Why = "",
    answer: Answered = Answer.GONE,
    to: Annotated[str | None, typer.Option(help="Target address of the redirect.")] = None,
    notice: Notice = None,
    site: options.Site = None,
    section: options.Section = None,
    source: options.Source = None,
    since: options.Since = None,
    until: options.Until = None,
    dry_run: options.DryRun = False,
    wait: Wait = False,
    timeout: Timeout = 60.0,
    as_json: options.Lines = False,
) -> None:
    """Take articles down. From pages, listings, feeds, sitemaps and search."""
    wanted = options.article_filter(
        "live", site=site, section=section, source=source, since=since, until=until
    )
    named = bool(ids or site or section or source or since or until)
    if not named:
        options.refuse_all()
    chosen = acting.chosen(ids, wanted, everything=True)
    if dry_run:
        acting.would(chosen, "kill", as_json=as_json)
        return

    def act(article_id: str) -> Any:
        from tasks import acts

        who = press.who()
        if notice is not None:
            return acts.retract(article_id, notice, who=who, why=why)
        return acts.kill(article_id, who=who, why=why, answer=answer.value, to=to)

    acting.each(chosen, act, as_json=as_json, wait=wait, timeout=timeout)


def withhold(
    ids: Annotated[list[str], typer.Argument(help="Article ids.")],
    why: options.Why = "",
    dry_run: options.DryRun = False,
    wait: Wait = False,
    timeout: Timeout = 60.0,
    as_json: options.Lines = False,
) -> None:
    """Hide articles from readers until they are restored."""
    if dry_run:
        acting.would(ids, "withhold", as_json=as_json)
        return

    def act(article_id: str) -> Any:
        from tasks import acts

        return acts.withhold(article_id, who=press.who(), why=why)

    acting.each(ids, act, as_json=as_json, wait=wait, timeout=timeout)


def restore(
    ids: options.Ids = None,
    why: options.Why = "",
    site: options.Site = None,
    section: options.Section = None,
    source: options.Source = None,
    since: options.Since = None,
    until: options.Until = None,
    dry_run: options.DryRun = False,
    wait: Wait = False,
    timeout: Timeout = 60.0,
    as_json: options.Lines = False,
) -> None:
    """Publish articles again that were taken down."""
    wanted = options.article_filter(
        "withdrawn", site=site, section=section, source=source, since=since, until=until
    )
    if not (ids or site or section or source or since or until):
        options.refuse_all()
    chosen = acting.chosen(ids, wanted, everything=True)
    if dry_run:
        acting.would(chosen, "restore", as_json=as_json)
        return

    def act(article_id: str) -> Any:
        from tasks import acts

        return acts.restore(article_id, who=press.who(), why=why)

    acting.each(chosen, act, as_json=as_json, wait=wait, timeout=timeout)


def correct(
    id: Id,
    set: Annotated[
        list[str] | None,
        typer.Option(help="title='New headline', or JSON: tags='[\"a\", \"b\"]'. May be repeated."),
    ] = None,
    note: Annotated[str | None, typer.Option(help="Correction note that readers see.")] = None,
    why: options.Why = "",
    wait: Wait = False,
    timeout: Timeout = 60.0,
    as_json: options.Lines = False,
) -> None:
    """Change fields of an article, as a new revision."""
    if not set and note is None:
        console.complain("say what to change: --set field=value, or --note")
        raise typer.Exit(2)
    changes = dict(_change(each) for each in set or [])

    def act(article_id: str) -> Any:
        from tasks import acts

        return acts.correct(article_id, changes, note=note, who=press.who(), why=why)

    acting.each([id], act, as_json=as_json, wait=wait, timeout=timeout)


def _change(said: str) -> tuple[str, Any]:
    name, equals, value = said.partition("=")
    if not equals:
        raise Rejected(said, "write it as field=value")
    if value[:1] not in {"[", "{"} and value not in {"null", "true", "false"}:
        return name, value
    try:
        return name, orjson.loads(value)
    except orjson.JSONDecodeError as error:
        raise Rejected(name, f"not JSON: {error}") from None


def schedule(
    id: Id,
    at: Annotated[
        str,
        typer.Argument(
            help="2025-04-10T08:30 (in the site's zone by default), 2h (from now), or now."
        ),
    ],
    why: options.Why = "",
    as_json: options.Lines = False,
) -> None:
    """Set the time at which an article is published."""
    time: datetime | None = None if at == "now" else options.to_come(at)

    def act(article_id: str) -> Any:
        from tasks import acts

        return acts.schedule(article_id, time, who=press.who(), why=why)

    acting.each([id], act, as_json=as_json)


def roll_back(
    id: Id,
    revision: Annotated[int, typer.Argument(help="The revision to publish again.")],
    why: options.Why = "",
    wait: Wait = False,
    timeout: Timeout = 60.0,
    as_json: options.Lines = False,
) -> None:
    """Publish an earlier revision again, as a new one."""

    def act(article_id: str) -> Any:
        from tasks import acts

        return acts.roll_back(article_id, revision, who=press.who(), why=why)

    acting.each([id], act, as_json=as_json, wait=wait, timeout=timeout)
