"""Parts of a text that must stay in one piece: scores, phone numbers, handles, addresses."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

#: What a line must not end in the middle of: a score, a span of years, `COVID-19`, `F-35`. Browsers
#: break behind such a hyphen.
_UNBROKEN = r"\d{1,4}[-\u2013]\d{1,4}(?![\w-])|[A-Za-z]{1,12}-\d{1,4}[A-Za-z]{0,3}(?![\w-])"
#: What a text that runs from the right would turn around. It shows `+964 770 123` as
#: `123 770 964+`, `@matbaa` as `matbaa@`, and the slash that ends an address at its front.
_LEFT_TO_RIGHT = (
    r"(?P<phone>(?:\+|00)[1-9\u0661-\u0669](?:[ \u00a0./()-]{0,2}\d){7,14}(?!\w)"
    r"|[0\u0660\u06f0]\d{1,4}(?:[ \u00a0-]\d{2,8}){1,4}(?![\w-]))"
    r"|[@#][A-Za-z]\w+|[A-Za-z]\w*\+{1,2}(?![\w+])"
    r"|(?:https?://|www\.)[^\s<>\"«»،؛]+/(?![\w/?&=])"
)
#: Not within a word, but behind the particles that Arabic and Hebrew write together with one.
_START = r"(?<![^\W\u05d0-\u05ea\u0621-\u064a])(?<![@+./-])"
_PIECE = re.compile(
    rf"(?=[@#+A-Za-z\d&])(?:&\#?\w+;|{_START}(?:(?P<whole>{_UNBROKEN})|(?P<ltr>{_LEFT_TO_RIGHT})))"
)
#: No text without one of these has any piece; the zero begins a phone number.
_HINT = re.compile(r"[-@#+/\u20130\u0660\u06f0]")
#: What stands between the tags, but not code.
_TEXT = re.compile(r"(?s:<pre\b.*?</pre>)|<[^>]*>|(?P<text>[^<]+)")
_DATE = re.compile(r"\d\d[- ]\d\d[- ]\d{4}")
_SHORTEST_PHONE = 8
#: Hebrew, Arabic, Syriac, Thaana, N'Ko and the presentation forms (Unicode, chart by block).
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+")


def together(text: str) -> Markup:
    """Plain text as HTML, with its pieces marked."""
    escaped = str(escape(text))
    return Markup(_marked(escaped, _turns(escaped)))  # noqa: S704 - escaped here


def marked(html: str) -> str:
    """HTML whose lines do not end within a score or a phone number. In text that runs from the
    right it shows phone numbers, handles and addresses from the left: signs at the edge of a run
    would take their paragraph's direction (UAX #9, the Unicode Bidirectional Algorithm).
    """
    turns = _turns(html)
    return _TEXT.sub(lambda found: _marked(found[0], turns) if found["text"] else found[0], html)


def _turns(text: str) -> bool:
    return RIGHT_TO_LEFT.search(text) is not None


def _marked(text: str, turns: bool) -> str:
    """Escaped text with its pieces marked, those that go from the left only where others do not."""
    if _HINT.search(text) is None:
        return text

    def mark(match: re.Match[str]) -> str:
        piece = match[0]
        if match["whole"]:
            return f'<span class="together">{piece}</span>'
        if not match["ltr"] or not turns or (match["phone"] and not _is_phone(piece)):
            return piece
        unbroken = ' class="together"' if match["phone"] else ""
        return f'<bdi dir="ltr"{unbroken}>{piece}</bdi>'

    return _PIECE.sub(mark, text)


def _is_phone(number: str) -> bool:
    digits = sum(character.isdigit() for character in number)
    return digits >= _SHORTEST_PHONE and _DATE.fullmatch(number) is None
