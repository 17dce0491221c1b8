"""Turns the files named on the command line into inbox entries."""

from __future__ import annotations

import base64
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from typer import BadParameter

#: Suffixes of files in a folder that are not articles, such as pictures that articles show.
_SKIPPED_SUFFIXES = {
    *(".md5", ".sha256", ".lock", ".tmp", ".license", ".licence"),
    *(".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp"),
}


@dataclass(frozen=True, slots=True)
class Document:
    """One document to submit: the JSON of its entry, or bytes that are not text."""

    name: str
    payload: bytes
    #: Fields of its entry that override its own.
    facts: Mapping[str, Any] = field(default_factory=dict)


def find(paths: Iterable[str]) -> Iterator[Path | None]:
    """The files that `paths` name: files, folders with everything below, globs; None for `-`.

    Raises BadParameter, a usage error, if a file does not exist or cannot be read.
    """
    for path in paths:
        if path == "-":
            if sys.stdin is None:
                raise BadParameter("-: nothing is connected to stdin")
            yield None
            continue
        named = [Path(path)] if Path(path).exists() else sorted(_glob(path))
        if not named:
            raise BadParameter(f"{path}: no such file or folder")
        files = [file for each in named for file in (_below(each) if each.is_dir() else (each,))]
        if not files:
            raise BadParameter(f"{path}: contains no files")
        yield from map(_readable, files)


def _readable(file: Path) -> Path:
    if not os.access(file, os.R_OK):
        raise BadParameter(f"{file}: permission denied")
    return file


def _glob(pattern: str) -> Iterator[Path]:
    anchor = Path(pattern).anchor
    return Path(anchor).glob(pattern.removeprefix(anchor)) if pattern else iter(())


def _below(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        if file.is_file() and not hidden and file.suffix not in _SKIPPED_SUFFIXES:
            yield file


def holds_lines(path: Path | None) -> bool:
    """Whether each line of the file is a separate document."""
    return path is not None and path.suffix in {".jsonl", ".ndjson"}


def read(path: Path | None, facts: Mapping[str, Any]) -> Iterator[Document]:
    """The documents in a file: one, or one per line of a `.jsonl`; `facts` override fields."""
    data = sys.stdin.buffer.read() if path is None else path.read_bytes()
    name = "-" if path is None else path.name
    if holds_lines(path):
        for number, line in enumerate(data.splitlines(), 1):
            if line.strip():
                yield _document(f"{name}:{number}", line, facts)
    else:
        yield _document(name, data, facts)


def _document(name: str, data: bytes, facts: Mapping[str, Any]) -> Document:
    facts = {key: value for key, value in facts.items() if value not in (None, [])}
    own = None if "format" in facts else _own_json(data)
    if own is not None:
        return Document(name, json.dumps(own | facts, ensure_ascii=False).encode(), facts)
    if "format" not in facts and name.endswith(".json") and not _is_json(data):
        return Document(name, data, facts)  # meant as JSON: the intake will report what is wrong
    return Document(name, json.dumps(_envelope(name, data) | facts).encode(), facts)


def _own_json(data: bytes) -> dict[str, Any] | None:
    """The JSON object, if the inbox accepts it without an envelope, else None."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return None
    is_ours = isinstance(value, dict) and ("body" in value or "content" in value)
    return value if is_ours and "type" not in value else None


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def _envelope(name: str, data: bytes) -> dict[str, Any]:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return {
            "content": base64.b64encode(data).decode(),
            "encoding": "base64",
            "name": name,
        }
    return {"content": text, "name": name}
