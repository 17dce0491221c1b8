"""Recognises poems in pasted text: groups of short lines, and no paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from matbaa.formats.raw.lines import Kind, Line

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
    several = [stanza for stanza in stanzas if len(stanza) > 1]
    is_verse = len(several) >= _GROUPS and 2 * len(several) > len(stanzas)
    if not is_verse or finished > _FINISHED * len(lines) or all(map(_is_entry, several)):
        return []
    return ["\n".join(line.text for line in stanza) for stanza in stanzas]


def _is_entry(group: list[Line]) -> bool:
    """Whether it is a label and a sentence, as in a horoscope or a guide."""
    label, *others = group
    is_sentence = len(others) == 1 and others[0].ends_sentence and not label.ends_sentence
    return is_sentence and others[0].length >= 2 * label.length


def _may_be_verse(line: Line) -> bool:
    return line.kind in {Kind.SHORT, Kind.PROSE} and line.length <= _LONGEST


def _groups(lines: list[Line]) -> Iterator[list[Line]]:
    """The lines between blank lines."""
    group: list[Line] = []
    for line in lines:
        if line.gap and group:
            yield group
            group = []
        group.append(line)
    yield group
