"""Recognises lists without bullets in pasted text by the line above: "Ingredients", a colon."""

from __future__ import annotations

from matbaa.formats.raw import words
from matbaa.formats.raw.lines import Kind, Line

#: A list has at most this many lines.
_LONGEST = 25
#: Kinds of lines that may be items.
_LISTED = {Kind.SHORT, Kind.BULLET, Kind.PROSE, Kind.TABLE}


def ends_figures(lines: list[Line], place: int) -> bool:
    """Whether it has no figure, unlike the two lines above it, which are items below a word such as
    "In numbers".
    """
    is_other = not _has_figure(lines[place]) and all(map(_has_figure, lines[place - 2 : place]))
    label = _announcer(lines, place) if is_other else None
    return label is not None and label.bare in words.lists()


def _has_figure(line: Line) -> bool:
    return any(map(str.isdigit, line.text))


def heads_list(lines: list[Line], place: int) -> bool:
    """Whether it is a word such as "Ingredients" that a list follows."""
    after = [line.kind for line in lines[place + 1 : place + 2]]
    return lines[place].bare in words.lists() and any(kind in _LISTED for kind in after)


def announces_list(lines: list[Line], place: int) -> bool:
    """Whether it is followed by items, a table, or two short lines that are not sentences."""
    below = lines[place + 1 : place + 3]
    if below and below[0].kind in {Kind.BULLET, Kind.TABLE}:
        return True
    return len(below) > 1 and all(_is_item(line) for line in below)


def _is_item(line: Line) -> bool:
    return (
        line.kind is Kind.SHORT and not line.ends_sentence and not line.text.endswith((":", "："))
    )


def is_listed(lines: list[Line], place: int) -> bool:
    """Whether the lines above, up to one that announces a list, are short ones too."""
    return _announcer(lines, place) is not None


def _announcer(lines: list[Line], place: int) -> Line | None:
    """The line that announces the list of short lines which ends above `place`."""
    for above in reversed(lines[max(place - _LONGEST, 0) : place]):
        if above.text.endswith((":", "：")) or above.bare in words.lists():
            return above
        if above.kind not in {Kind.SHORT, Kind.FURNITURE}:
            return None
    return None


def is_more_of_list(lines: list[Line], place: int) -> bool:
    """Whether it has digits like the line above it, which belongs to an announced list."""
    if place < 2 or lines[place - 1].kind is not Kind.SHORT:
        return False
    are_figures = all(map(_has_figure, lines[place - 1 : place + 1]))
    return are_figures and is_listed(lines, place - 1)
