"""The text of a very large page, by where its paragraphs are dense; linear in its size."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator

from lxml import html as lxml_html  # type: ignore[import-untyped]  # lxml ships no types

from matbaa.formats.page_markup import HtmlElement, text_of

_BLOCKS = frozenset({"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "table", "pre"})
_AROUND = frozenset(
    {"nav", "aside", "footer", "header", "form", "script", "style", "noscript", "figure", "iframe"}
)
#: What pages whose elements are not closed may have the article itself in.
_LEFT_OPEN = frozenset({"aside", "header"})
#: Shorter paragraphs are captions and labels.
_TELLING = 40


def densest(tree: HtmlElement, *, left_open: bool = False) -> HtmlElement | None:
    """The blocks in the container that holds most of the text in paragraphs; None without one.
    With `left_open` in boxes too that should stand beside an article.

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
    """Elements of these names that stand in none such, and in nothing `around` the article."""
    waiting = list(reversed(element))
    while waiting:
        each = waiting.pop()
        if each.tag in tags:
            yield each
        elif isinstance(each.tag, str) and each.tag not in around:
            waiting.extend(reversed(each))
