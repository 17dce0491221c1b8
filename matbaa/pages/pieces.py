"""Marks parts of a text that must not be broken or reordered: scores, phone numbers, handles,
addresses.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from matbaa.pages.compiling import shown

#: A space and the sign after it that belongs to the number before it: `1.5 %`, `20 €`.
_SIGN = r"[ \u00a0\u202f][%\u066a\u20ac]"
#: Texts within which no line may end, though browsers break after their hyphen or space: a score, a
#: span of years, a percentage, `COVID-19`, `F-35`, `37-year`.
_UNBROKEN = (
    rf"\d{{1,4}}[-\u2013]\d{{1,4}}(?![\w-])(?:{_SIGN})?"
    rf"|\d(?:[.,\u066b\u066c]?\d){{0,12}}{_SIGN}"
    r"|[A-Za-z]{1,12}-\d{1,4}[A-Za-z]{0,3}(?![\w-])"
    r"|\d{1,4}-[A-Za-z\u00c0-\u024f]{1,10}(?![\w-])"
)
#: Brackets, quotation marks and full stops around such a text are marked with it: software that
#: puts a space around every element would otherwise read `( 3-3 )`.
_OPENING = r"(?:[(\[{«‹“„‘‚\"']|&\#3[49];){1,3}"
_CLOSING = r"(?:[)\]}»›”“’‘\"'.,:;!?…،؛؟]|&\#3[49];){1,4}(?=[\s<]|$)"
#: Texts that would be reordered in right-to-left text, which shows `+964 770 123` as
#: `123 770 964+`, `@matbaa` as `matbaa@`, and the final slash of an address at its front.
_LEFT_TO_RIGHT = (
    r"(?P<phone>(?:\+|00)[1-9\u0661-\u0669](?:[ \u00a0./()-]{0,2}\d){7,14}(?!\w)"
    r"|[0\u0660\u06f0]\d{1,4}(?:[ \u00a0-]\d{2,8}){1,4}(?![\w-]))"
    r"|[@#][A-Za-z][A-Za-z0-9_]+|[A-Za-z][A-Za-z0-9]*\+{1,2}(?![\w+])"
    r"|(?:https?://|www\.)[^\s<>\"«»،؛]{1,400}/(?![\w/?&=])"
)
#: The start of such a text: not within a word, but also after attached Arabic and Hebrew particles.
_START = r"(?<![^\W\u05d0-\u05ea\u0621-\u064a])(?<![@+./-])"
#: Words without such a text, each of which has one of these characters in its first word. They are
#: skipped all at once, since it would take long to look for a text at each of their letters.
_DULL = r"(?:(?<!\S)[^\s\d@#+/]++(?:\s++|$))++"
_PIECE = re.compile(
    rf"{_DULL}|(?=[@#+A-Za-z\d&(\[{{«‹“„‘‚\"'])"
    rf"(?:(?P<whole>(?:{_OPENING})?{_START}(?:{_UNBROKEN})(?:{_CLOSING})?)"
    rf"|&\#?\w+;|{_START}(?P<ltr>{_LEFT_TO_RIGHT}))"
)
#: Every such text contains one of these characters; a zero starts a phone number.
_HINT = re.compile(r"[-@#+/%\u2013\u066a\u20ac0\u0660\u06f0]")
#: Text between tags, except code.
_TEXT = re.compile(r"(?s:<pre\b.*?</pre>)|<[^>]*>|(?P<text>[^<]+)")
_DATE = re.compile(r"\d\d[- ]\d\d[- ]\d{4}")
_SHORTEST_PHONE = 8
#: Hebrew, Arabic, Syriac, Thaana, N'Ko and the presentation forms (Unicode, chart by block).
_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
RIGHT_TO_LEFT = re.compile(f"[{_RIGHT_TO_LEFT}]+")
_OTHERS = re.compile(f"[^{_RIGHT_TO_LEFT}]*+")


def together(text: str) -> Markup:
    """Plain text as HTML, in which such parts are marked."""
    escaped = shown(text)
    if _HINT.search(escaped) is None:
        return Markup(escaped)  # noqa: S704 - escaped here
    return Markup(_marked(escaped, has_right_to_left(escaped)))  # noqa: S704 - idem


def marked(html: str, turns: bool) -> str:
    """HTML in which no line ends within a score or a phone number. If it `turns`, that is, has
    right-to-left text, phone numbers, handles and addresses are shown from left to right; signs at
    their edges would otherwise take the direction of the paragraph (UAX #9, the Unicode
    Bidirectional Algorithm).
    """
    return _TEXT.sub(lambda found: _marked(found[0], turns) if found["text"] else found[0], html)


def has_right_to_left(text: str) -> bool:
    """Whether `text` has a letter of a right-to-left script. To run over all others is several
    times as fast as to search for one.
    """
    others = _OTHERS.match(text)
    return others is not None and others.end() < len(text)


def _marked(text: str, turns: bool) -> str:
    """Escaped text with such parts marked; left-to-right parts only if `turns` is true."""
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
