"""`matbaa submit`: puts articles into the inbox and shows their receipts."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from matbaa.commands import console, documents

if TYPE_CHECKING:
    from rich.progress import Progress

    from matbaa.client import Inbox, Receipt

REJECTED, FAILED, TIMED_OUT, CONFLICT = 3, 4, 5, 7
_REFUSED = {"rejected"}
_FAILED = {"dead"}
#: The file with the Redis URL in a container, where it contains a password.
_SECRET = Path("/run/secrets/matbaa_redis_url")


def moment(value: str) -> datetime:
    """A time in ISO 8601, with or without an offset. Raises BadParameter."""
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        said = f"{value!r} is no time; write 2026-11-26T20:00 or 2026-11-26T20:00+03:00"
        raise typer.BadParameter(said) from None


Wait: TypeAlias = Annotated[
    bool, typer.Option("--wait", help="Wait until the articles are published.")
]
Format: TypeAlias = Annotated[
    str | None, typer.Option(help="Format of the documents; detected by default.")
]
PublishAt: TypeAlias = Annotated[
    datetime | None,
    typer.Option(
        parser=moment,
        help="Embargo: do not publish before this time, in the site's zone by default.",
    ),
]
Lines: TypeAlias = Annotated[bool, typer.Option("--json", help="Print one JSON object per line.")]


def submit(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, globs, or - for stdin.")],
    wait: Wait = False,
    timeout: Annotated[float, typer.Option(help="Longest wait in seconds.")] = 120.0,
    format: Format = None,
    site: Annotated[str | None, typer.Option(help="Key of the site that publishes them.")] = None,
    id: Annotated[str | None, typer.Option(help="The article's id.")] = None,
    revision: Annotated[int | None, typer.Option(help="The article's revision number.")] = None,
    section: Annotated[str | None, typer.Option(help="The article's section.")] = None,
    tag: Annotated[list[str] | None, typer.Option(help="A tag. May be repeated.")] = None,
    publish_at: PublishAt = None,
    bulk: Annotated[bool, typer.Option("--bulk", help="Submit on the bulk lane.")] = False,
    as_json: Lines = False,
) -> None:
    """Submit articles and print a receipt for each."""
    facts: dict[str, Any] = {
        "format": format,
        "site": site,
        "id": id,
        "revision": revision,
        "section": section,
        "tags": tag or [],
        "publish_at": publish_at.isoformat() if publish_at else None,
    }
    from matbaa.client import Inbox  # imported late: redis takes a quarter of a second

    files = list(documents.find(paths))  # a wrong path is reported before anything is sent
    with Inbox(_redis_url(), source="cli") as inbox:
        began = time.monotonic()
        names: dict[str, str] = {}
        with _accounted_for(names):
            for path in files:
                for document in documents.read(path, facts):
                    names[inbox.submit(document.payload, bulk=bulk)] = document.name
        worst = 0
        for receipt in _receipts(inbox, list(names), wait=wait, seconds=timeout):
            _show(receipt, names.get(receipt.key, ""), time.monotonic() - began, as_json)
            worst = max(worst, _code(receipt, wait=wait), key=_gravity)
    if worst:
        raise typer.Exit(worst)


@contextmanager
def _accounted_for(names: Mapping[str, str]) -> Iterator[None]:
    """Say what was submitted so far, by key, if an error or Ctrl-C ends the block."""
    try:
        yield
    except BaseException:
        if names:
            last = list(names.values())[-1]
            console.tell(
                f"{len(names)} submitted before this, the last of them {last}; they will be "
                "published. Submit everything again: what was submitted is recognised."
            )
        raise


def _redis_url() -> str:
    given = os.environ.get("MATBAA_REDIS_URL")
    if given is None and _SECRET.is_file():
        given = _SECRET.read_text().strip()
    return given or "redis://127.0.0.1:6379/0"


def _receipts(inbox: Inbox, keys: list[str], *, wait: bool, seconds: float) -> Iterator[Receipt]:
    """The receipts as they arrive: final ones with `wait`, otherwise the intake's first answer."""
    with _progress(len(keys)) as progress:
        task = progress.add_task("published" if wait else "accepted", total=len(keys))
        source = inbox.wait_all(keys, seconds=seconds) if wait else _answered(inbox, keys, seconds)
        for receipt in source:
            progress.advance(task)
            yield receipt
            if wait and receipt.parts:
                yield from inbox.wait_all(list(receipt.parts), seconds=seconds)


def _answered(inbox: Inbox, keys: list[str], seconds: float) -> Iterator[Receipt]:
    deadline = time.monotonic() + min(seconds, 30.0)
    pending = keys
    while pending:
        receipts = inbox.receipts(pending)
        is_over = time.monotonic() > deadline
        yield from (each for each in receipts if each.status != "waiting" or is_over)
        pending = [each.key for each in receipts if each.status == "waiting" and not is_over]
        if pending:
            time.sleep(0.01)


def _progress(count: int) -> Progress:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console.messages(),
        transient=True,
        disable=not console.is_for_people() or count < 2,
    )


def _show(receipt: Receipt, name: str, seconds: float, as_json: bool) -> None:
    if as_json:
        said = asdict(receipt)
        del said["parts"]
        for optional in ("conflict", "warnings"):
            if not said[optional]:
                del said[optional]
        console.fact_json({**said, "seconds": round(seconds, 3)})
        return
    what = receipt.url or receipt.reason or receipt.id or ""
    console.fact("\t".join(part for part in (receipt.status, name, what) if part))
    for warning in receipt.warnings:
        console.tell(f"{name}: {warning}")


def _code(receipt: Receipt, *, wait: bool) -> int:
    if receipt.status in _REFUSED:
        return CONFLICT if receipt.conflict else REJECTED
    if receipt.status in _FAILED:
        return FAILED
    late = not receipt.is_final and (wait or receipt.status == "waiting")
    return TIMED_OUT if late else 0


def _gravity(code: int) -> int:
    """The rank of an exit code: of several outcomes the gravest is reported."""
    return [0, TIMED_OUT, CONFLICT, REJECTED, FAILED].index(code)
