"""Removes characters that must not appear in published text."""

from __future__ import annotations

import html
import re

#: Controls other than tab and line end, soft hyphens, which part words for search, lone surrogates,
#: non-characters, a byte order mark amid the text, and the two overrides that make text read
#: backwards (Trojan Source, CVE-2021-42574).
_ILLEGIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\ufeff\u202d\u202e]"
)
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_OPENED = re.compile("[\u202a\u202b\u2066-\u2068]")
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")


#: Character references and inline tags of HTML.
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_INLINE_TAG = re.compile(
    r"</?(?:abbr|b|bdi|br|em|font|i|mark|q|s|small|span|strong|sub|sup|u)(?:\s[^<>]{0,500})?/?>",
    re.I,
)
#: A text between the tags of a link or a block.
_WRAPPED = re.compile(r"<(a|h[1-6]|p|div)(?:\s[^<>]{0,500})?>([^<>]*)</\1\s?>", re.I)

#: A reference that was escaped again, perhaps twice, of a kind that no text shows its readers.
_ESCAPED_AGAIN = re.compile(
    r"&amp;(?:amp;)*(?=(?:amp|nbsp|quot|apos|[lr][sd]quo|[lr]aquo|[nm]dash|hellip|pound|euro|"
    r"#0?3[49]|#160|#82\d\d|#x20[12][0-9a-f]);)",
    re.I,
)
_CODE = re.compile(r"<(?:code|pre)\b", re.I)


def unmarked(text: str) -> str:
    """A plain-text field without HTML that was put into it: references (`&quot;`), tags (`<i>`);
    those of links and blocks only in pairs.
    """
    if "<" in text:
        text = _WRAPPED.sub(r"\2", _INLINE_TAG.sub("", text))
    if "&" not in text:
        return text
    text = _ESCAPED_AGAIN.sub("&", text)
    return _REFERENCE.sub(lambda found: html.unescape(found[0]), text)


def escaped_once(markup: str) -> str:
    """`markup` with references that were escaped twice (`&amp;quot;`) as meant, unless it has code,
    which may be about them.
    """
    if "&amp;" not in markup or _CODE.search(markup):
        return markup
    return _ESCAPED_AGAIN.sub("&", markup)


def legible(text: str) -> str:
    """`text` without controls, surrogates, overrides and soft hyphens; line feeds as line ends.

    Directional marks, embeddings and isolates are kept, because Arabic needs them.
    """
    # Nearly all text is clean, and this test is ten times as fast as the regular expression.
    if text.replace("\n", " ").isprintable():
        return text
    return _ILLEGIBLE.sub("", _LINE_ENDS.sub("\n", text))


def balanced(text: str) -> str:
    """One paragraph, without its embeddings and isolates if they are not balanced."""
    if _DIRECTIONS.search(text) is None:
        return text
    depth = 0
    for mark in _DIRECTIONS.findall(text):
        depth += 1 if _OPENED.match(mark) else -1
        if depth < 0:
            break
    return text if depth == 0 else _DIRECTIONS.sub("", text)
