"""Finds the text of a very large page by the density of its paragraphs, in linear time."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator

from lxml import html as lxml_html  # type: ignore[import-untyped]  # lxml ships no types

from matbaa.formats.page.markup import HtmlElement, text_of

_BLOCKS = frozenset({"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "table", "pre"})
_AROUND = frozenset(
    {"nav", "aside", "footer", "header", "form", "script", "style", "noscript", "figure", "iframe"}
)
#: Elements that may contain the article in a page that does not close its elements.
_LEFT_OPEN = frozenset({"aside", "header"})
#: Paragraphs of fewer characters are captions and labels.
_TELLING = 40


def densest(tree: HtmlElement, *, left_open: bool = False) -> HtmlElement | None:
    """The blocks in the container with most text in paragraphs; None if there is none.
    With `left_open`, elements that normally stand beside an article are searched, too.

    A paragraph counts for its parent, and half for the parent's parent, as in Readability
    (https://github.com/mozilla/readability, `_grabArticle`).
    """
    worth: Counter[HtmlElement] = Counter()
    around = _AROUND - _LEFT_OPEN if left_open else _AROUND
    for paragraph in _outermost(tree, frozenset({"p"}), around):
        length, parent = len(text_of(paragraph)), paragraph.getparent()
        if length < _TELLING or parent is None:
            continue
        worth[parent] += 2 * length
        if (grandparent := parent.getparent()) is not None:
            worth[grandparent] += length
    if not worth:
        return None
    body: HtmlElement = lxml_html.Element("body")
    for block in _outermost(worth.most_common(1)[0][0], _BLOCKS, around):
        copied = copy.deepcopy(block)
        copied.tail = None
        body.append(copied)
    return body


def _outermost(
    element: HtmlElement, tags: frozenset[str], around: frozenset[str]
) -> Iterator[HtmlElement]:
    """The outermost elements with one of `tags`, except in elements `around` the article."""
    waiting = list(reversed(element))
    while waiting:
        each = waiting.pop()
        if each.tag in tags:
            yield each
        elif isinstance(each.tag, str) and each.tag not in around:
            waiting.extend(reversed(each))
