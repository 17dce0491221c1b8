"""What the lines of a copied header say of the article: section, byline, comments and views."""

from __future__ import annotations

import re

from matbaa.formats import byline_words, raw_words
from matbaa.formats.names import NAME, is_name, is_unspaced
from matbaa.formats.raw_lines import Kind, Line
from matbaa.language.normalize import fold

_CRUMB = re.compile(r"\s*[›»>]\s*|\s+[/|]\s+")
_NAMES = re.compile(rf"{NAME}(?:\s*[,،;&፣]\s*{NAME})*")
_DESK = re.compile(r"[部社局課报報網网]$")
#: Where the author wrote from, after the name: "Anna Müller, Berlin".
_FROM = re.compile(rf"({NAME}),\s*[^\W\d_][\w.-]*")
#: "Beirut - our correspondent Jane Roe", with the paper's name in quotes maybe; the posts are
#: those that newsrooms print in Arabic, English, French, German, Spanish, Italian, Portuguese,
#: Turkish, Persian, Urdu and Russian.
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
#: What Korean, Japanese and Chinese write behind a reporter's name.
_POST = re.compile(r"\s*(?:기자|특파원|記者|记者)$")
_NUMBER = r"(\d{1,3}(?:[.,٬' \u00a0\u202f]\d{3})+|\d{1,9})"


def section_of(lines: list[Line], title: Line | None) -> str | None:
    """The first crumb after the start page's; else one to three words right above the title, of
    which nothing else is known.
    """
    if title is None:
        return None
    for line in lines[max(title.place - 6, 0) : title.place]:
        crumbs = _CRUMB.split(line.text.strip(" ›»>/|"))
        if len(crumbs) > 1 and " ".join(fold(crumbs[0]).split()) in raw_words.start_page():
            return _section(crumbs[1])
    if not 1 <= title.place <= 3:
        return None
    line = lines[title.place - 1]
    is_plain = line.kind is Kind.SHORT and not line.ends_sentence and line.length <= 25
    return line.text if is_plain and line.text.replace(" ", "").isalpha() else None


def _section(crumb: str) -> str | None:
    return crumb if 2 <= len(crumb) <= 40 and len(crumb.split()) <= 5 else None


def byline_of(head: list[Line], title: Line | None) -> str | None:
    """A line that says "by" or "our correspondent", else a name beside the date."""
    for line in head:
        if line is not title and line.length <= 80 and not line.dates and (found := _named(line)):
            return found
    beside = (
        head[place]
        for line in head
        if line.kind is Kind.DATE
        for place in (line.place - 1, line.place + 1)
        if 0 <= place < len(head)
    )
    return next((line.text for line in beside if _is_name(line, title)), None)


def correspondent_of(line: Line) -> str | None:
    """The name on a line such as "Beirut - our correspondent Jane Roe"."""
    told = _CORRESPONDENT.fullmatch(line.text.rstrip(" .:")) if line.length <= 80 else None
    return told[1] if told else None


def _named(line: Line) -> str | None:
    if told := correspondent_of(line):
        return told
    label = byline_words.label().match(line.text)
    name = _POST.sub("", line.text[label.end() :].strip(" :：-|/")) if label else ""
    if whence := _FROM.fullmatch(name):
        return whence[1]
    if name[:1].islower():
        return None  # the label was a word of a sentence: "Text für die Seite"
    return name if _NAMES.fullmatch(name) or _is_person(name) else None


def _is_person(name: str) -> bool:
    return is_unspaced(name) and _DESK.search(name) is None


def _is_name(line: Line, title: Line | None) -> bool:
    if line.language in {"ja", "zh", "ko"} and line.kind is Kind.SHORT and len(line.text) > 2:
        return line is not title and _is_person(line.text)
    words = line.text.split()
    return (
        line.kind is Kind.SHORT
        and line is not title
        and line.length <= 40
        and 2 <= len(words) <= 4
        and all(word[0].isupper() for word in words)
        and is_name(line.text)
    )


def counters_of(head: list[Line]) -> tuple[int | None, int | None]:
    """Comments and views: as labels tell, else two numbers alone on a line, which on the pages
    they come from are comments, then views.
    """
    short = [line for line in head if line.length <= 80]
    comments = _labelled(short, raw_words.comments())
    views = _labelled(short, raw_words.views())
    if comments is not None or views is not None:
        return comments, views
    for line in head:
        numbers = re.findall(r"\d[\d,.]*", line.text)
        if line.kind is Kind.COUNTERS and len(numbers) == 2:
            first, second = (int(re.sub(r"\D", "", number)) for number in numbers)
            return first, second
    return None, None


def _labelled(lines: list[Line], label: str) -> int | None:
    """The number after a label, or before it where the line begins with a number."""
    after = re.compile(rf"(?<!\w)(?:{label})\s*[:(\[]?\s*{_NUMBER}(?![\d:])")
    before = re.compile(rf"(?<![\d:]){_NUMBER}\s*[)\]]?\s*(?:{label})(?!\w)")
    for line in lines:
        pattern = before if line.folded[:1].isdigit() else after
        if found := pattern.search(line.folded):
            return int(re.sub(r"\D", "", found[1]))
    return None
