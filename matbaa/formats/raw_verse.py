"""Recognises poems in pasted text: groups of short lines, and no paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from matbaa.formats.raw_lines import Kind, Line

#: The fewest lines of a poem, and the most characters of one.
_FEWEST, _LONGEST = 4, 80
#: The largest share of lines that end like sentences.
_FINISHED = 0.6
#: The fewest stanzas of more than one line.
_GROUPS = 2


def stanzas_of(lines: list[Line]) -> list[str]:
    """The stanzas of a poem, their lines joined by line feeds; empty if `lines` is not a poem."""
    if len(lines) < _FEWEST or not all(_may_be_verse(line) for line in lines):
        return []
    stanzas = list(_groups(lines))
    finished = sum(line.ends_sentence for line in lines)
    several = sum("\n" in stanza for stanza in stanzas)
    is_verse = several >= _GROUPS and 2 * several > len(stanzas)
    return stanzas if is_verse and finished <= _FINISHED * len(lines) else []


def _may_be_verse(line: Line) -> bool:
    return line.kind in {Kind.SHORT, Kind.PROSE} and line.length <= _LONGEST


def _groups(lines: list[Line]) -> Iterator[str]:
    group: list[str] = []
    for line in lines:
        if line.gap and group:
            yield "\n".join(group)
            group = []
        group.append(line.text)
    yield "\n".join(group)
