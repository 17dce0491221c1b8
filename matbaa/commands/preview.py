"""`matbaa preview`: what would be understood of a document, with no service at all."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from matbaa.commands import console, documents

_REJECTED = 3


def preview(
    files: Annotated[list[str], typer.Argument(help="Files, or - for JSONL on stdin.")],
    html: Annotated[bool, typer.Option("--html", help="Print the finished page.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was understood.")] = False,
    format: Annotated[str | None, typer.Option(help="Their format; detected if none.")] = None,
) -> None:
    """Show what would be made of documents, without submitting them."""
    from matbaa.errors import Rejected
    from matbaa.preview import Preview

    previewer = Preview(received=datetime.now(UTC))
    worst = 0
    for name, content, facts in _documents(files, format):
        try:
            for prepared in previewer.prepare(content, name=name, **facts):
                if html:
                    console.fact(previewer.page(prepared).decode())
                elif as_json or files == ["-"]:
                    console.fact_json(previewer.facts(prepared))
                else:
                    _show(previewer.facts(prepared))
        except Rejected as error:
            worst = _REJECTED
            _refuse(name, facts, error, as_json=as_json or files == ["-"])
    if worst:
        raise typer.Exit(worst)


def _documents(
    files: list[str], format: str | None
) -> Iterator[tuple[str, str | bytes, dict[str, Any]]]:
    if files == ["-"]:
        for line in sys.stdin.buffer:
            if line.strip():
                said = orjson.loads(line)
                content = said.pop("content")
                known = {key: said.get(key) for key in ("id", "format", "title", "language")}
                yield str(said.get("id", "")), content, known
        return
    for path in documents.find(files):
        if path is not None:
            yield path.name, Path(path).read_bytes(), {"format": format}


def _refuse(name: str, facts: dict[str, Any], error: Exception, *, as_json: bool) -> None:
    if as_json:
        console.fact_json({"id": facts.get("id") or name, "error": str(error)})
    else:
        console.complain(f"{name}: {error}")


def _show(facts: dict[str, Any]) -> None:
    for key, value in facts.items():
        if key not in {"html", "text"} and value not in (None, [], ""):
            shown = "\n             ".join(map(str, value)) if isinstance(value, list) else value
            console.fact(f"{key:<12} {shown}")
    console.fact(f"\n{facts['text']}")
