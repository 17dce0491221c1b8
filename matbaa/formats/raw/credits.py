"""Finds section, byline and place in the header of a copied page."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile, zip_longest

from matbaa.formats import byline_words
from matbaa.formats.names import NAME
from matbaa.formats.raw import words
from matbaa.formats.raw.lines import Kind, Line
from matbaa.formats.raw.persons import (
    is_above_post,
    is_person,
    looks_like_name,
    may_be_person,
    names_person,
)
from matbaa.formats.raw.places import written_by
from matbaa.language.dates import is_update_label
from matbaa.language.normalize import fold

_CRUMB = re.compile(r"\s*[›»>]\s*|\s+[/|]\s+")
_NAMES = re.compile(rf"{NAME}(?:\s*[,،;&፣]\s*{NAME})*")
#: What dpa writes behind a name: `Von Jane Roe, dpa (Foto - Archiv) =`.
_ASIDE = re.compile(r"(?:\s*\([^()]{2,60}\))?\s*=$")
#: A name followed by the place of the author: "Anna Müller, Berlin".
_FROM = re.compile(rf"({NAME}),\s*[^\W\d_][\w.-]*")
#: "Beirut - our correspondent Jane Roe", perhaps with the paper's name in quotes. The words for the
#: post are those printed in Arabic, English, French, German, Spanish, Italian, Portuguese, Turkish,
#: Persian, Urdu and Russian.
_CORRESPONDENT = re.compile(
    r"(?:[^-–—:,،]{2,25}\s*[-–—:,،]\s*)?(?:(?:by|from|de|von|من|بقلم)\s+)?"
    r"(?:(?:our|special|staff|senior|foreign|chief|notre|unser(?:e|em)?|nuestr[oa]|özel)\s+)*"
    r"(?:مراسل(?:نا|ة|تنا|و)?|موفد(?:نا|ة|تنا)?|مندوب(?:نا|ة)?|correspondent|reporter|"
    r"(?:envoyée? spéciale?|correspondante?)|korrespondent(?:in)?|corresponsal|"
    r"(?:enviad[oa] especial)|corrispondente|inviat[oa]|correspondente|muhabir(?:imiz)?|خبرنگار|"
    r"نامہ نگار|نمائندہ|корреспондент)(?:\s+(?:خاص|خصوصی|خصوصی))?"
    r"(?:\s+(?:[^\W\d_]+\s+)?[«“\"][^»”\"]{1,40}[»”\"])?[\s:،,-]+"
    rf"({NAME})",
    re.I,
)
#: The word for reporter after a Korean, Japanese or Chinese name.
_POST = re.compile(r"\s*(?:기자|특파원|記者|记者)$")

#: The most characters of a byline with a date, of one without, of a post, of a dated line.
_LONGEST, _LONGEST_NAMES, _LONGEST_POST, _DATED = 130, 80, 70, 60
#: The number of last lines that may be about the author.
_BOX = 8
#: Who edited a text did not write it.
_EDITED = re.compile(
    r"\W{0,3}(?:edit|redakc|redaktor|redazione|redactie|تحرير|المحرر|حرره|editör|редактор)", re.I
)
#: The place before a date: `Madrid - 23 NOV 2026`.
_PLACED = re.compile(r"(?:[^\W\d_]+ ){1,3}[-–—|·] |(?:[^\W\d_]+ ){0,2}[^\W\d_]+, ")
_BEFORE_DASH = re.compile(r"((?:[^\W\d_]+ ){0,2}[^\W\d_]+) [-–—|·] ")
#: `김철수 기자`; `記者林志明／台北報導`.
_KOREAN = re.compile(r"([\uac00-\ud7a3]{2,4})\s?(?:선임)?(?:기자|특파원)(?:\s\S+@\S+)?")
_TAIWANESE = re.compile(
    r"[(（〔【]?記者\s?([\u3400-\u9fff]{2,4}(?:[、\s][\u3400-\u9fff]{2,4}){0,3})\s?[／/]\s?"
    r"(?P<place>[\u3400-\u9fff]{2,6})(?:綜合|即時|專訪)?報[導道][)）〕】]?"
)
#: The newsroom and the author, above the date: `هسبريس - طارق بنهدا`.
_NEWSROOM = re.compile(r"[\u0620-\u06d3]{3,12}\s[-–—]\s(?:[\u0620-\u06d3]{3,}\s?){2,4}")
#: Place and author, or place and paper, above the date: `القاهرة: منى حداد`, `لندن: «الأخبار»`.
_PLACE_AND_NAME = re.compile(
    r"(?P<place>[\u0620-\u06d3]{2,}(?:\s[\u0620-\u06d3]{2,}){0,2})\s?:\s?"
    r"(?:(?P<name>[\u0620-\u06d3]{2,}(?:\s[\u0620-\u06d3]{2,}){1,3})|«[^«»]{2,30}»)"
)
#: A name with a post: `Jane Roe, Staff Writer`.
_WITH_POST = re.compile(
    rf"{NAME},\s+(?:[^\W\d_]+\s+){{0,2}}(?:{byline_words.ROLES})\b.{{0,40}}", re.I
)
#: Text allowed between the names and the date.
_BEFORE_DATE = re.compile(
    r"(?:[\s,،|/·•–—:-]+|\b(?:on|the|published|posted|updated|le|publié|am|vom|veröffentlicht|el|"
    r"publicado|il|em|в|от|في|نشر|بتاريخ|تاريخ|تاریخ)\b)*+$",
    re.I,
)
#: A post below a byline: it has a label, or contains a word for a post.
_IS_POST = re.compile(
    r"(?P<label>(?:عہدہ|شغل|سمت|role|position|cargo|função|funktion)\s?[,،:]\s?)|"
    rf"\b(?:{byline_words.ROLES}|مراسل|مراسلة|محرر|محررة|كاتب|كاتبة|صحفي|صحفية|صحافي|صحافية|"
    r"نامہ نگار|صحافی|خبرنگار)\b",
    re.I,
)


def section_of(lines: list[Line], title: Line | None) -> str | None:
    """The section: the first item of a breadcrumb after the start page, else one to three words
    right above the title that have no other function.
    """
    if title is None:
        return None
    for line in lines[max(title.place - 6, 0) : title.place]:
        if crumbs := crumbs_of(line.text):
            return _section(crumbs[0])
    line = lines[title.place - 1]
    if title.place == 0 or (title.place > 3 and line.times < 2):
        return None  # further down it is only known as one that the menu also names
    is_plain = line.kind is Kind.SHORT and not line.ends_sentence and line.length <= 25
    return line.text if is_plain and line.text.replace(" ", "").isalpha() else None


def crumbs_of(text: str) -> list[str]:
    """The items of a breadcrumb after the start page; empty for any other text."""
    first, *others = _CRUMB.split(text.strip(" ›»>/|"))
    return others if others and " ".join(fold(first).split()) in words.start_page() else []


def _section(crumb: str) -> str | None:
    return crumb if 2 <= len(crumb) <= 40 and len(crumb.split()) <= 5 else None


def byline_of(
    head: list[Line], title: Line | None, text: list[Line]
) -> tuple[str | None, str | None]:
    """The byline, and the post on the line below it. A byline is a line with "by" or "our
    correspondent", else a name beside the date, else a name that the end of the `text` describes.
    """
    for line, below in zip_longest(head, head[1:]):
        if line is not title and (found := _author(line)):
            return found, _post(below)
        if (post := _post(below)) and is_above_post(line, title):
            return line.text, post
        if is_newsroom_and_name(line) and below and _is_dated(below):
            return line.text.split(maxsplit=2)[2], None
        if (placed := _placed(line, below, title)) and placed["name"]:
            return placed["name"], None
    beside = (
        head[place]
        for line in head
        if _is_dated(line)
        for place in (line.place - 1, line.place + 1)
        if 0 <= place < len(head)
    )
    named = next((line.text for line in beside if names_person(line, title)), None)
    return named or _portrayed(head, title, text) or _signed(text), None


def _signed(text: list[Line]) -> str | None:
    """The name behind a label such as `Muhabir:` below the text."""
    rows = (line for line in credits_below(text) if not _EDITED.match(line.text))
    return next((name for line in rows if (name := _author(line))), None)


def credits_below(text: list[Line]) -> list[Line]:
    """The lines below a text that name its author or editor behind a label, the last first."""
    below = takewhile(lambda line: line.kind is not Kind.PROSE, reversed(text[-_BOX:]))
    labelled = (line for line in below if ":" in line.text and line.length <= _LONGEST_NAMES)
    return [line for line in labelled if _EDITED.match(line.text) or _author(line)]


def _placed(line: Line, below: Line | None, title: Line | None) -> re.Match[str] | None:
    """Place and author, or paper, in a line between the title and the date, as Arabic papers print
    them.
    """
    if title is None or below is None or line.place <= title.place or ":" not in line.text:
        return None
    return _PLACE_AND_NAME.fullmatch(line.text) if _is_dated(below) else None


def place_of_byline(head: list[Line], title: Line | None) -> str | None:
    """The place beside the author, above the date; or beside the date, below the author:
    `Madrid - 23 NOV 2026`.
    """
    for line, below in pairwise(head):
        if found := _TAIWANESE.fullmatch(line.text) or _placed(line, below, title):
            return found["place"]
        start = below.dates[0].start if names_person(line, title) and below.dates else 0
        place = _BEFORE_DASH.fullmatch(below.text, 0, start)
        if place and below.length <= _DATED and not is_update_label(place[1]):
            return place[1]
    return None


def _portrayed(head: list[Line], title: Line | None, text: list[Line]) -> str | None:
    """A name on a line of its own with which a paragraph about the author, below the
    text, begins.
    """
    told = [line.folded for line in text[-_BOX:]]
    names = (line for line in head if may_be_person(line, title))
    begun = (line for line in names if any(each.startswith(line.folded) for each in told))
    return next((line.text for line in begun), None)


def _is_dated(line: Line) -> bool:
    """Whether it is a date, perhaps after a place, and not a span such as that of a life."""
    is_placed = line.length <= _DATED and any(
        _PLACED.fullmatch(line.text, 0, found.start) for found in line.dates[:1]
    )
    return (line.kind is Kind.DATE or is_placed) and not line.is_span


def _post(line: Line | None) -> str | None:
    if line is None or line.kind is not Kind.SHORT or line.length > _LONGEST_POST:
        return None
    found = _IS_POST.search(line.text)
    if found is None or line.ends_sentence or any(map(str.isdigit, line.text)):
        return None
    return line.text[found.end() :] if found["label"] else line.text


def is_newsroom_and_name(line: Line) -> bool:
    """Whether it is the names of the newsroom and a person, as in Moroccan papers."""
    return line.language == "ar" and _NEWSROOM.fullmatch(line.text) is not None


def names_author(line: Line) -> bool:
    """Whether it is a byline with "by" or "our correspondent" and a name."""
    return line.kind in {Kind.SHORT, Kind.DATE} and _author(line) is not None


def _author(line: Line) -> str | None:
    """The names in a byline; a date may be on either side of them."""
    if line.length > _LONGEST:
        return None
    if told := _KOREAN.fullmatch(line.text) or _TAIWANESE.fullmatch(line.text):
        return told[1]
    if "," in line.text and _WITH_POST.fullmatch(line.text):
        return line.text
    if not any(map(str.isdigit, line.text)) or not line.dates:
        return _named(line.text) if line.length <= _LONGEST_NAMES else None
    before, after = line.text[: line.dates[0].start], line.text[line.dates[-1].end :]
    around = (_BEFORE_DATE.sub("", before), after.strip(" ,|·•-–—"))
    named = next((name for text in around if (name := _named(text))), None)
    return named or _before_date(before, line.language)


def is_name_and_date(line: Line) -> bool:
    """Whether it begins with a name, which a stroke separates from the date."""
    is_one = "|" in line.text and line.length <= _LONGEST and bool(line.dates)
    return is_one and _before_date(line.text[: line.dates[0].start], line.language) is not None


def _before_date(text: str, language: str) -> str | None:
    """The name right before a date, if a stroke separates them, or if it is a name in Chinese
    characters.
    """
    name = text.strip(" |")
    if text.rstrip().endswith("|") and looks_like_name(name):
        return name
    return name if language in {"ja", "zh"} and len(name) > 2 and is_person(name) else None


def correspondent_of(line: Line) -> str | None:
    """The name in a line such as "Beirut - our correspondent Jane Roe", or None."""
    return _correspondent(line.text) if line.length <= _LONGEST_NAMES else None


def _correspondent(text: str) -> str | None:
    if placed := written_by(text):
        return placed[1]
    told = _CORRESPONDENT.fullmatch(text.rstrip(" .:"))
    return told[1] if told else None


def _named(text: str) -> str | None:
    if told := _correspondent(text):
        return told
    text = _ASIDE.sub("", text)
    if " | " in text:  # editors follow: `By Jane Roe | Edited by John Doe`
        text = text.partition(" | ")[0]
    label = byline_words.label().match(text)
    name = _POST.sub("", text[label.end() :].strip(" :：-|/")) if label else ""
    if whence := _FROM.fullmatch(name):
        return whence[1]
    if name[:1].islower():
        return None  # the label is a word of a sentence: "Text für die Seite"
    return name if _NAMES.fullmatch(name) or is_person(name) else None
