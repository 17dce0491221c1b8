"""`matbaa dead-letters`, `retry`, `discard`: list and handle dead letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from matbaa.commands import console
from workers.commands import acting, options, press, tables

if TYPE_CHECKING:
    from models.queries import Letter, LetterFilter

_PAGE = 200

Stage: TypeAlias = Annotated[
    str | None, typer.Option(help="Only from this stage: intake, ingest ... upload.")
]
Error: TypeAlias = Annotated[
    str | None, typer.Option(help="Only with this error, as shown by --groups.")
]
Letters: TypeAlias = Annotated[
    list[str] | None, typer.Argument(help="Letter numbers or article ids.")
]
Everything: TypeAlias = Annotated[bool, typer.Option("--all", help="Act on every open letter.")]


def dead_letters(
    letter: Annotated[
        int | None, typer.Argument(help="Number of one letter, to show it with its submission.")
    ] = None,
    stage: Stage = None,
    error: Error = None,
    source: options.Source = None,
    since: options.Since = None,
    groups: Annotated[bool, typer.Option("--groups", help="Group by error.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="Greatest number to list.")] = 50,
    as_json: options.Lines = False,
) -> None:
    """List dead letters: what was rejected or has failed. With a number, show one of them."""
    if letter is not None:
        _show_one(letter, as_json=as_json)
    elif groups:
        _show_groups(as_json=as_json)
    else:
        wanted = _filter(stage, error, source, since)
        _show_list(_first(wanted, limit), as_json=as_json)


def retry(
    letters: Letters = None,
    stage: Stage = None,
    error: Error = None,
    source: options.Source = None,
    since: options.Since = None,
    everything: Everything = False,
    edited: Annotated[
        Path | None,
        typer.Option(
            "--with", exists=True, dir_okay=False, help="Submit the JSON in this file instead."
        ),
    ] = None,
    why: options.Why = "",
    dry_run: options.DryRun = False,
    as_json: options.Lines = False,
) -> None:
    """Replay dead letters. Each continues at the stage that failed."""
    numbers = _chosen(letters, stage, error, source, since, everything=everything)
    if dry_run:
        _would(numbers, "retry", as_json=as_json)
        return
    from tasks import acts
    from tasks.acts.letters import REJECTED_AGAIN

    press.connect()
    if edited is not None:
        if len(numbers) != 1:
            console.complain("--with needs exactly one letter")
            raise typer.Exit(2)
        payload = edited.read_bytes()
        done = iter([acts.edit_and_replay(numbers[0], payload, who=press.who(), why=why)])
    else:
        done = acting.in_parts(numbers, partial(acts.retry, who=press.who(), why=why))
    refused = False
    for act in done:
        acting.say(act, as_json=as_json)
        refused = refused or act.done.startswith(REJECTED_AGAIN)
    if refused:
        raise typer.Exit(3)


def discard(
    letters: Letters = None,
    why: Annotated[str, typer.Option(help="Reason, kept with the letter.")] = "",
    stage: Stage = None,
    error: Error = None,
    source: options.Source = None,
    since: options.Since = None,
    everything: Everything = False,
    dry_run: options.DryRun = False,
    as_json: options.Lines = False,
) -> None:
    """Close dead letters without replaying them, with a note."""
    numbers = _chosen(letters, stage, error, source, since, everything=everything)
    if dry_run:
        _would(numbers, "discard", as_json=as_json)
        return
    if not why:
        console.complain("--why: give a reason for discarding them")
        raise typer.Exit(2)
    from tasks import acts

    press.connect()
    for act in acting.in_parts(numbers, partial(acts.discard, who=press.who(), why=why)):
        acting.say(act, as_json=as_json)


def _filter(
    stage: str | None, error: str | None, source: str | None, since: datetime | None
) -> LetterFilter:
    from models.queries import LetterFilter

    return LetterFilter(stage=stage, signature=error, source=source, since=since)


def _chosen(
    named: Sequence[str] | None,
    stage: str | None,
    error: str | None,
    source: str | None,
    since: datetime | None,
    *,
    everything: bool,
) -> list[int]:
    """The ids of letters that are named by number or article, or that the filters find."""
    from models.queries import LetterFilter
    from models.queries.letters import letter_ids
    from models.session import look
    from tasks.acts import Unknown

    if not (named or stage or error or source or since or everything):
        console.complain(
            "give letter numbers, article ids or filters, or --all for every open letter"
        )
        raise typer.Exit(2)
    with look() as session:
        if not named:
            found = list(letter_ids(session, _filter(stage, error, source, since)))
            if not found:
                console.tell("no open dead letter matches")
            return found
        numbers: list[int] = []
        for name in named:
            of_article = letter_ids(session, LetterFilter(article_id=name))
            if not of_article and not name.isdecimal():
                raise Unknown("letter", f"{name!r} has no open dead letter")
            numbers += of_article or [int(name)]
    return list(dict.fromkeys(numbers))


def _would(numbers: Sequence[int], what: str, *, as_json: bool) -> None:
    for number in numbers:
        if as_json:
            console.fact_json({"letter": number, "would": what})
        else:
            console.fact(f"would {what}\tletter {number}")


def _first(wanted: LetterFilter, most: int) -> list[Letter]:
    from models.queries import letters as query
    from models.session import look

    found: list[Letter] = []
    after: int | None = None
    while len(found) < most:
        with look() as session:
            some, after = query(session, wanted, after=after, limit=min(_PAGE, most - len(found)))
        found += some
        if after is None:
            break
    return found


def _show_list(letters: Sequence[Letter], *, as_json: bool) -> None:
    if as_json:
        for letter in letters:
            console.fact_json(_as_line(letter))
        return
    tables.show(
        ("letter", "at", "stage", "article", "rev", "attempts", "reason"),
        (
            (each.id, each.at, each.stage, each.article_id, each.rev, each.attempts, each.reason)
            for each in letters
        ),
    )


def _as_line(letter: Letter) -> dict[str, Any]:
    said = asdict(letter)
    said |= {"letter": said.pop("id"), "at": tables.iso(letter.at), "status": letter.status.value}
    return {**said, "id": said.pop("article_id"), "revision": said.pop("rev")}


def _show_groups(*, as_json: bool) -> None:
    from models.queries import letter_groups
    from models.session import look

    with look() as session:
        groups = letter_groups(session)
    if as_json:
        for group in groups:
            times = {"first": tables.iso(group.first), "last": tables.iso(group.last)}
            console.fact_json({**asdict(group), **times})
        return
    tables.show(
        ("count", "last", "error"), ((each.count, each.last, each.signature) for each in groups)
    )


def _show_one(number: int, *, as_json: bool) -> None:
    from models.queries.letters import letter_of, raw_of
    from models.session import look
    from tasks.acts import Unknown

    with look() as session:
        letter = letter_of(session, number)
        if letter is None:
            raise Unknown("letter", f"there is no dead letter {number}")
        raw = raw_of(session, number).decode(errors="replace")
    if as_json:
        console.fact_json({**_as_line(letter), "raw": raw})
        return
    tables.facts((name, value) for name, value in asdict(letter).items() if name != "trace")
    if letter.trace:
        console.fact(f"\n{letter.trace.rstrip()}")
    console.fact(f"\n{raw}")
