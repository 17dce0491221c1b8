"""The body of a copied page: tells which lines are paragraphs, headings, lists and quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape

from matbaa.formats.raw import boxes, words
from matbaa.formats.raw.lines import Kind, Line, is_running
from matbaa.formats.raw.lists import (
    announces_list,
    ends_figures,
    heads_list,
    is_listed,
    is_more_of_list,
)
from matbaa.formats.raw.notes import marks_raised, with_notes
from matbaa.formats.raw.numbers import with_numbered_lists
from matbaa.formats.raw.pointers import pointers_in
from matbaa.formats.raw.runs import NEAR, heads_of_runs, is_rating, runs_of
from matbaa.formats.raw.speech import speakers_of
from matbaa.formats.raw.tables import table_html
from matbaa.formats.raw.verse import stanzas_of

#: The text ends where more than this many lines without prose follow.
_DRY = 7
_REST = 0.3
#: A longer line with a final stop belongs to the text right above, or to a text further up.
_SHORTEST, _SHORTEST_APART = 12, 30
#: This many short lines in a row are titles of other articles.
_RUN = 3
_BULLET = re.compile(r"\s*(?:[•●▪■◦‣⁃*·–—-]|\d{1,2}[.)-])\s+")
_NUMBERED = re.compile(r"\s*\d{1,2}[.)-]\s")
#: Lines that are no headings: a call to the reader, a time, a source, a note in brackets.
_NO_HEADING = re.compile(
    r"!\W*$|\b\d{1,2}[:.]\d{2}(?:\s\w{1,4})?\W*$|^\(.*\)$|.{40}\([^(),]{3,40}\)\W*$|"
    r"^(?:source|quelle|fuente|fonte|bron|kaynak|источник|джерело|المصدر|منبع)\s?:",
    re.I,
)
_ASKED_TWICE = re.compile(r"[?؟？]\s\S.*[?؟？]\W*$")
#: The text under a heading follows within this many lines.
_NEAR = 20
#: Kinds of lines that are text if nothing looks like prose, and kinds that are text anywhere.
_TEXT = {Kind.PROSE, Kind.BULLET, Kind.SHORT, Kind.CREDIT, Kind.READ_ALSO}
_SURE = {Kind.PROSE, Kind.BULLET, Kind.TABLE}
_KEPT = {Kind.SHORT, Kind.DATE}
_PLAIN = {Kind.PROSE, Kind.TABLE, Kind.LINK}
_HASHTAG = re.compile(r"#(\w[\w&-]*)")
_OPENING, _CLOSING = frozenset('"“«„'), frozenset('"”»“')
#: Signs that papers put before headings.
_HEADING_SIGNS = " ■◆●○▼▽◇□★☆▶►◀◁"


@dataclass(slots=True)
class Body:
    """The blocks in order, and the tags named after the text."""

    blocks: list[tuple[str, str]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)

    @property
    def html(self) -> str:
        """Paragraphs, headings and lists as HTML."""
        out: list[str] = []
        for place, (name, text) in enumerate(self.blocks):
            if name in {"ul", "ol"}:
                before = self.blocks[place - 1][0] if place else ""
                after = self.blocks[place + 1][0] if place + 1 < len(self.blocks) else ""
                item = f"<li>{escape(text, quote=False)}</li>"
                out.append(
                    ("" if before == name else f"<{name}>\n")
                    + item
                    + ("" if after == name else f"\n</{name}>")
                )
            elif name == "table":
                out.append(table_html(text))
            elif name == "verse":
                out.append(f"<p>{escape(text, quote=False).replace(chr(10), '<br>')}</p>")
            else:
                out.append(f"<{name}>{escape(text, quote=False)}</{name}>")
        return marks_raised("\n".join(out))


def read_body(
    lines: list[Line],
    said: set[str],
    points: list[Line],
    rating: Line | None = None,
    *,
    keeps_all: bool = False,
) -> Body:
    """The body in `lines`, whose first line is its start, with the list of `points` above it and
    the `rating` of a review below it. `said` are folded lines of the header. All lines are text if
    it `keeps_all`; otherwise short ones may be part of a page.
    """
    body = Body(tags=[tag for line in lines if line.kind is Kind.TAGS for tag in _tags(line)])
    stanzas = stanzas_of(lines)
    body.blocks = [("verse", text) for text in stanzas] or with_notes(
        _blocks(lines, said, keeps_all)
    )
    if not body.blocks:
        body.blocks = [
            ("table" if line.kind is Kind.TABLE else "p", line.text)
            for line in lines
            if line.kind in _TEXT | _SURE
        ]
    body.blocks[:0] = _listed(points)
    body.blocks += [("p", rating.text)] if rating else []
    return body


def _blocks(lines: list[Line], said: set[str], keeps_all: bool) -> list[tuple[str, str]]:
    """The blocks of the text, each as tag and content; neighbouring lines decide about them."""
    spoken, timed, runs = speakers_of(lines), is_running(lines), runs_of(lines)
    lines = lines if keeps_all else lines[: _end_of_text(lines, spoken, runs - spoken)]
    blocks: list[tuple[str, str]] = []
    others, heads = pointers_in(lines), heads_of_runs(lines, runs - spoken)
    for place, line in enumerate(lines):
        if line.place in others:
            continue
        told = ("p", line.text) if line.place in spoken else None
        told = ("h2", line.text) if timed and line.is_clock else told
        told = ("ul", line.text) if line.place in runs and not told else told
        told = ("h2", line.text) if line.place in heads and not told else told
        told = told or _block(line, lines, place, said)
        if told or (keeps_all and line.kind in _KEPT and line.folded not in said):
            blocks.append(told or ("p", line.text))
    if not keeps_all:
        _drop_hanging(blocks)
    return list(with_numbered_lists(blocks))


def _listed(points: list[Line]) -> list[tuple[str, str]]:
    """The key points as items; a number that does not count them belongs to the point."""
    if all(_NUMBERED.match(point.text) for point in points):
        return list(with_numbered_lists([("ol", point.text) for point in points]))
    return [("ul", _BULLET.sub("", point.text, count=1)) for point in points]


def _end_of_text(lines: list[Line], spoken: set[int], runs: set[int]) -> int:
    """The index after the last prose that is not far from the prose before it, and after a list
    right below that.
    """
    end, dry = 0, 0
    total, so_far = _prose(lines), 0.0
    for place, line in enumerate(lines):
        least = _SHORTEST if dry == 0 else _SHORTEST_APART
        is_said = line.place in spoken or (line.ends_sentence and line.length > least)
        is_said = is_said or (dry <= NEAR and (line.place in runs or is_rating(line)))
        if line.bare in boxes.author_labels() and so_far > total - so_far:
            break
        if line.kind in _SURE or is_said:
            end, dry = place + 1, 0
            so_far += line.length if line.kind is Kind.PROSE else 0.0
            continue
        dry += 1
        if dry > _DRY and total - so_far < _REST * so_far:
            break
    return end or len(lines)


def _prose(lines: list[Line]) -> float:
    return sum(line.length for line in lines if line.kind is Kind.PROSE)


def _block(line: Line, lines: list[Line], place: int, said: set[str]) -> tuple[str, str] | None:
    if is_rating(line):
        return "p", line.text
    if line.kind is Kind.LINK and not line.text[0].isalnum():
        return None  # a call to follow, with a picture
    if line.kind in _PLAIN or (line.kind is Kind.DATE and line.text.endswith(":")):
        return ("table" if line.kind is Kind.TABLE else "p"), line.text
    if line.kind is Kind.BULLET:
        return _bullet(line, lines, place)
    if line.kind is not Kind.SHORT or line.folded in said:
        return None
    if is_more_of_list(lines, place):
        return "ul", line.text
    if _is_heading(line, lines, place) or heads_list(lines, place):
        is_lesser = place > 0 and lines[place - 1].is_clock and is_running(lines)
        return ("h3" if is_lesser else "h2"), line.text.lstrip(_HEADING_SIGNS) or line.text
    if line.ends_sentence and line.length >= 5:
        return "p", line.text
    if line.text.endswith(":") and (line.length >= 30 or announces_list(lines, place)):
        return "p", line.text
    return ("ul", line.text) if is_listed(lines, place) else None


def _bullet(line: Line, lines: list[Line], place: int) -> tuple[str, str]:
    """A list item, with its number, or a heading for a single numbered line between paragraphs."""
    if not _NUMBERED.match(line.text):
        return _lone(line, lines, place) or ("ul", _BULLET.sub("", line.text, count=1))
    above, below = _next_of_text(lines[:place][::-1]), _next_of_text(lines[place + 1 :])
    is_alone = below is not None and (below.kind is Kind.PROSE or _is_sentence(below))
    if is_alone and line.length <= 130 and (above is None or above.kind is not Kind.BULLET):
        return "h2", line.text
    return "ol", line.text


def _is_sentence(line: Line) -> bool:
    return line.kind is Kind.SHORT and line.ends_sentence and line.length >= _SHORTEST_APART


def _lone(line: Line, lines: list[Line], place: int) -> tuple[str, str] | None:
    """A single line with a bullet: a quotation between paragraphs is a heading, a line with an
    asterisk a note. None if there are bullets beside it.
    """
    beside = (*lines[max(place - 1, 0) : place], *lines[place + 1 : place + 2])
    text = _BULLET.sub("", line.text, count=1)
    if any(each.kind is Kind.BULLET for each in beside):
        return None
    is_quoted = text[:1] in _OPENING and text[-1:] in _CLOSING and len(text) <= 120
    if is_quoted and len(beside) == 2 and beside[1].kind is Kind.PROSE:
        return "h2", text
    if text.endswith(("?", "؟", "？")) and beside:
        return "h2", text  # of an interview
    return ("p", text) if line.text.startswith("*") else None


def _next_of_text(lines: list[Line]) -> Line | None:
    """The next line that is neither a credit nor part of the page's furniture."""
    near = lines[:_NEAR]
    return next((line for line in near if line.kind not in {Kind.FURNITURE, Kind.CREDIT}), None)


def _is_heading(line: Line, lines: list[Line], place: int) -> bool:
    """Whether it is a single short line or question between paragraphs."""
    closes = line.ends_sentence and not line.text.rstrip(' "»”').endswith(("?", "؟", "？"))
    if (
        closes
        or _NO_HEADING.search(line.text)
        or not 4 <= line.length <= 120
        or line.text.endswith((",", ";", "،", ":", "፣", "፤", "፦"))
        or _ASKED_TWICE.search(line.text)
    ):
        return False
    above = [
        each for each in lines[max(place - _RUN, 0) : place] if each.kind is not Kind.FURNITURE
    ]
    is_after_run = len(above) == _RUN and all(each.kind is Kind.SHORT for each in above)
    if is_after_run and not ends_figures(lines, place):
        return False
    below = _next_of_text(lines[place + 1 :])
    least = 15 if line.asks else 40  # an answer may be short
    return below is not None and (
        below.kind in _SURE or (below.ends_sentence and below.length >= least)
    )


def _drop_hanging(blocks: list[tuple[str, str]]) -> None:
    """Remove headings at the end, which have no text."""
    while blocks and blocks[-1][0] in {"h2", "h3"}:
        blocks.pop()


def _tags(line: Line) -> list[str]:
    label = words.tags_label().match(line.folded)
    if label is None:
        return [tag.replace("_", " ") for tag in _HASHTAG.findall(line.text)]
    rest = line.text[label.end() :]
    return [tag.strip(" #.:፦") for tag in re.split(r"[,،;|#、，；፣፤]", rest) if tag.strip(" #.:፦")]
