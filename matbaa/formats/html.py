"""An HTML fragment: the body of an article, as editing software exports it."""

from __future__ import annotations

import re

from matbaa.formats.base import Context
from matbaa.formats.html_bylines import byline_in
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
    found = byline_in(content, context)
    if found is None:
        return [Parsed(Submission(body=with_lists(content), format=BodyFormat.HTML), NAME)]
    body = with_lists(content[: found.start] + content[found.end :])
    fields = {"authors": found.authors, "published": found.published}
    told = {name: value for name, value in fields.items() if value}
    submission = Submission.model_validate({"body": body, "format": BodyFormat.HTML, **told})
    return [Parsed(submission, NAME, frozenset(told))]
