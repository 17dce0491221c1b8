"""`matbaa preview`: what would be understood of a document, with no service at all."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from matbaa.commands import console, documents
from matbaa.errors import Rejected

if TYPE_CHECKING:
    from matbaa.preview import Prepared, Preview

_UNEXPECTED, _REJECTED = 1, 3


@dataclass(frozen=True, slots=True)
class Given:
    """One document to look at, with what is known of it beside its content."""

    content: str | bytes
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class File:
    """A document in a file of its own."""

    path: Path
    format: str | None

    @property
    def name(self) -> str:
        """Its id, where it says none."""
        return self.path.name

    def read(self) -> Given:
        """Raises Rejected where the file cannot be read."""
        try:
            return Given(self.path.read_bytes(), {"format": self.format})
        except OSError as error:
            raise Rejected(str(self.path), error.strerror or "cannot be read") from error


@dataclass(frozen=True, slots=True)
class Line:
    """A document in a line of JSONL: `{"id", "content", "format"?, "title"?, "language"?}`."""

    number: int
    data: bytes
    format: str | None

    @property
    def name(self) -> str:
        """Its id, where it says none."""
        return f"line {self.number}"

    def read(self) -> Given:
        """Raises Rejected where the line is not such an object."""
        try:
            said = json.loads(self.data)
        except (ValueError, RecursionError) as error:
            raise Rejected(self.name, f"is not JSON: {error}") from error
        content = said.get("content") if isinstance(said, dict) else None
        if not isinstance(content, str):
            raise Rejected(self.name, 'is no object with a text as "content"')
        facts = {key: said.get(key) for key in ("id", "format", "title", "language")}
        for key, value in facts.items():
            if not isinstance(value, str | None):
                raise Rejected(key, "is not text")
        return Given(content, facts | {"format": facts["format"] or self.format})


def preview(
    files: Annotated[list[str], typer.Argument(help="Files, or - for JSONL on stdin.")],
    html: Annotated[bool, typer.Option("--html", help="Print the finished page.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was understood.")] = False,
    format: Annotated[str | None, typer.Option(help="Their format; detected if none.")] = None,
) -> None:
    """Show what would be made of documents, without submitting them."""
    from matbaa.preview import Preview, Refused

    previewer = Preview(received=datetime.now(UTC))
    as_json = as_json or files == ["-"]
    show = _show_page if html else _show_json if as_json else _show_facts
    worst = 0
    for source in _sources(files, format):
        facts: dict[str, Any] = {}
        try:
            given = source.read()
            facts = given.facts
            for each in previewer.prepare(given.content, name=source.name, **facts):
                if isinstance(each, Refused):
                    worst = worst or _REJECTED
                    _refuse(each.article_id, str(each.error), as_json=as_json)
                else:
                    show(previewer, each)
        except Rejected as error:
            worst = worst or _REJECTED
            _refuse(facts.get("id") or source.name, str(error), as_json=as_json)
        except Exception as error:  # noqa: BLE001 -- one document never ends a run over thousands
            worst = _UNEXPECTED
            said = f"unexpected: {type(error).__name__}: {error}"
            _refuse(facts.get("id") or source.name, said, as_json=as_json)
    if worst:
        raise typer.Exit(worst)


def _sources(files: list[str], format: str | None) -> Iterator[File | Line]:
    for path in documents.find(files):
        if path is None:
            yield from _lines(sys.stdin.buffer, format)
        elif documents.holds_lines(path):
            with path.open("rb") as stream:
                yield from _lines(stream, format)
        else:
            yield File(path, format)


def _lines(stream: Iterable[bytes], format: str | None) -> Iterator[Line]:
    for number, line in enumerate(stream, 1):
        if line.strip():
            yield Line(number, line, format)


def _refuse(id: str, reason: str, *, as_json: bool) -> None:
    if as_json:
        console.fact_json({"id": id, "error": reason})
    else:
        console.complain(f"{id}: {reason}")


def _show_page(previewer: Preview, prepared: Prepared) -> None:
    console.fact(previewer.page(prepared).decode())


def _show_json(previewer: Preview, prepared: Prepared) -> None:
    console.fact_json(previewer.facts(prepared))


def _show_facts(previewer: Preview, prepared: Prepared) -> None:
    facts = previewer.facts(prepared)
    for key, value in facts.items():
        if key not in {"html", "text"} and value not in (None, [], ""):
            shown = "\n             ".join(map(str, value)) if isinstance(value, list) else value
            console.fact(f"{key:<12} {shown}")
    console.fact(f"\n{facts['text']}")
