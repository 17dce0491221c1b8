"""`matbaa preview`: shows how documents would be read, without any service."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from matbaa.commands import console, documents
from matbaa.commands.side_by_side import in_order
from matbaa.errors import Rejected

if TYPE_CHECKING:
    from matbaa.preview import Prepared, Preview

    Show = Callable[[Preview, Prepared], str]

_UNEXPECTED, _REJECTED = 1, 3


@dataclass(frozen=True, slots=True)
class Given:
    """One document to preview, with what is known of it besides its content."""

    content: str | bytes
    facts: dict[str, Any]


@dataclass(slots=True)
class Said:
    """The output for one document, and the exit code that it alone would cause."""

    as_json: bool
    facts: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    code: int = 0

    def refuse(self, id: str, reason: str, code: int) -> None:
        """Record that an article was rejected."""
        self.code = max(self.code, code, key=_gravity)
        if self.as_json:
            self.facts.append(console.as_json({"id": id, "error": reason}))
        else:
            self.complaints.append(f"{id}: {reason}")


@dataclass(frozen=True, slots=True)
class File:
    """A document that is a whole file."""

    path: Path
    format: str | None

    @property
    def name(self) -> str:
        """The id for a document that states none."""
        return self.path.name

    def read(self) -> Given:
        """The document. Raises Rejected if the file cannot be read."""
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
        """The id for a document that states none."""
        return f"line {self.number}"

    def read(self) -> Given:
        """The document. Raises Rejected if the line is not such an object."""
        try:
            said = json.loads(self.data)
        except (ValueError, RecursionError) as error:
            raise Rejected(self.name, f"is not JSON: {error}") from error
        content = said.get("content") if isinstance(said, dict) else None
        if not isinstance(content, str):
            raise Rejected(self.name, 'is not an object with a string "content"')
        facts = {key: said.get(key) for key in ("id", "format", "title", "language")}
        for key, value in facts.items():
            if not isinstance(value, str | None):
                raise Rejected(key, "is not text")
        return Given(content, facts | {"format": facts["format"] or self.format})


def preview(
    files: Annotated[list[str], typer.Argument(help="Files, or - for JSONL on stdin.")],
    html: Annotated[bool, typer.Option("--html", help="Print the finished page.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the extracted facts and texts as JSON.")
    ] = False,
    format: Annotated[
        str | None, typer.Option(help="Format of the documents; detected by default.")
    ] = None,
) -> None:
    """Show what would be published. Submits nothing and needs no running service."""
    as_json = as_json or files == ["-"]
    show = _page if html else _as_json if as_json else _as_facts
    look = partial(_look, show=show, received=datetime.now(UTC), as_json=as_json)
    worst = 0
    for said in in_order(look, _sources(files, format)):
        for line in said.facts:
            console.fact(line)
        for line in said.complaints:
            console.complain(line)
        worst = max(worst, said.code, key=_gravity)
    if worst:
        raise typer.Exit(worst)


def _look(source: File | Line, *, show: Show, received: datetime, as_json: bool) -> Said:
    """The output for one document; errors are reported in it, never raised."""
    from matbaa.preview import Preview, Refused

    previewer, said, known = Preview(received), Said(as_json), source.name
    try:
        given = source.read()
        known = given.facts.get("id") or known
        for each in previewer.prepare(given.content, name=source.name, **given.facts):
            if isinstance(each, Refused):
                said.refuse(each.article_id, str(each.error), _REJECTED)
            else:
                said.facts.append(show(previewer, each))
    except Rejected as error:
        said.refuse(known, str(error), _REJECTED)
    except Exception as error:  # noqa: BLE001 -- one document must not end a run over thousands
        said.refuse(known, f"unexpected: {type(error).__name__}: {error}", _UNEXPECTED)
    return said


def _gravity(code: int) -> int:
    return [0, _REJECTED, _UNEXPECTED].index(code)


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


def _page(previewer: Preview, prepared: Prepared) -> str:
    return previewer.page(prepared).decode()


def _as_json(previewer: Preview, prepared: Prepared) -> str:
    return console.as_json(previewer.facts(prepared))


def _as_facts(previewer: Preview, prepared: Prepared) -> str:
    lines = []
    for key, value in previewer.facts(prepared).items():
        if key not in {"html", "text"} and value not in (None, [], ""):
            shown = "\n             ".join(map(str, value)) if isinstance(value, list) else value
            lines.append(f"{key:<12} {shown}")
    return "\n".join([*lines, "", prepared.story.text])
