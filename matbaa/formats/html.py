"""An HTML fragment: the body of an article, as editing software exports it."""

from __future__ import annotations

import re

from matbaa.formats import byline_words
from matbaa.formats.base import Context
from matbaa.formats.bylines import authors_of
from matbaa.formats.draft import line
from matbaa.formats.names import is_name
from matbaa.formats.word_document import is_document, read_document
from matbaa.formats.word_html import with_lists
from matbaa.sanitize import DROPPED, TAGS
from matbaa.story import Parsed
from matbaa.submission import BodyFormat, Submission

NAME = "html"

_ELEMENTS = TAGS | DROPPED | {"html", "head", "body", "font", "form", "main"}
_FIRST = re.compile(r"\s*<!--|\s*<([a-z][a-z0-9]*)[\s/>]", re.I)
_BLOCKS = "p|div|h[1-6]|ul|ol|li|table|article|section|figure|blockquote"
_CLOSED = re.compile(rf"</(?:{_BLOCKS})>", re.I)
_OPENED = re.compile(rf"<(?:{_BLOCKS}|br)\b[^<>]{{0,500}}>", re.I)
#: A byline is looked for in this many first characters: an element whose class says so, or a block
#: that starts with the word "by" and contains only names.
_START = 3_000
_BYLINE = re.compile(
    r"""<(p|div|span|address|h[2-6])\b[^<>]{0,200}\bclass\s*=\s*["']?[^"'<>]{0,100}"""
    r"""(?<![\w-])(?:byline|by-line|author|post-author|article-author|entry-author)(?![\w-])"""
    r"""[^<>]{0,300}>((?:(?!<(?:p|div|h[1-6])\b).){1,500}?)</\1\s*>""",
    re.I | re.S,
)
_LINE = re.compile(r"<p\b[^<>]{0,300}>\s*([^<>.!?؟]{3,80})</p>", re.I)


def can_parse(content: str, context: Context) -> bool:
    """Whether it starts with an HTML element or has block elements."""
    return is_markup(content)


def is_markup(text: str) -> bool:
    """Whether text is written in HTML: it starts with an element, closes a block, or opens two."""
    first = _FIRST.match(text)
    if first is not None and (first[1] is None or first[1].lower() in _ELEMENTS):
        return True
    start = text[:20_000]
    return _CLOSED.search(start) is not None or len(_OPENED.findall(start)) > 1


def parse(content: str, context: Context) -> list[Parsed]:
    """One article, perhaps from a page that a word processor saved. `compose` takes its title from
    the first heading; a byline above the text is removed from it and gives the authors.
    """
    if is_document(content):
        markup, fields = read_document(content, context.limits)
        said = Submission(body=with_lists(markup), format=BodyFormat.HTML, **fields)
        return [Parsed(said, NAME, frozenset(fields))]
    found = _byline(content[:_START])
    if found is None:
        return [Parsed(Submission(body=with_lists(content), format=BodyFormat.HTML), NAME)]
    byline, authors = found
    body = with_lists(content[: byline.start()] + content[byline.end() :])
    submission = Submission.model_validate(
        {"body": body, "format": BodyFormat.HTML, "authors": authors}
    )
    return [Parsed(submission, NAME, frozenset({"authors"}))]


def _byline(start: str) -> tuple[re.Match[str], list[dict[str, str]]] | None:
    """The match of a byline and the names in it; None if there is none that has only names."""
    said = (match for match in _LINE.finditer(start) if byline_words.opening().match(match[1]))
    for match in (_BYLINE.search(start), next(said, None)):
        authors = authors_of(line(match[match.lastindex or 0], 300)) if match else []
        if match and authors and all(is_name(author["name"]) for author in authors):
            return match, authors
    return None
