"""Converts Ghost's document formats Lexical and Mobiledoc to HTML."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

_TAGS = {"paragraph": "p", "listitem": "li", "quote": "blockquote", "aside": "blockquote"}
#: The bits of Lexical's text format, with their elements.
_FORMATS = ((1, "strong"), (2, "em"), (4, "s"), (16, "code"), (32, "sub"), (64, "sup"))


def lexical_to_html(document: Any) -> str:
    """A Lexical document as HTML, without cards that contain neither text nor a picture."""
    root = document.get("root") if isinstance(document, dict) else None
    return _children(root) if isinstance(root, dict) else ""


def _children(node: dict[str, Any]) -> str:
    return "".join(_node(child) for child in node.get("children") or [] if isinstance(child, dict))


def _node(node: dict[str, Any]) -> str:
    kind = str(node.get("type", "")).removeprefix("extended-")
    if kind == "text":
        return _text(node)
    if kind in {"html", "markdown"}:
        return str(node.get("html") or "")
    if kind == "image":
        return _figure(node.get("src"), node.get("alt"), node.get("caption"))
    if kind == "link":
        return f'<a href="{_quoted(node.get("url"))}">{_children(node)}</a>'
    return _block(kind, node)


def _block(kind: str, node: dict[str, Any]) -> str:
    if kind == "heading":
        tag = node.get("tag") if node.get("tag") in {"h1", "h2", "h3", "h4"} else "h2"
    elif kind == "list":
        tag = "ol" if node.get("listType") == "number" else "ul"
    else:
        tag = _TAGS.get(kind, "")
    return f"<{tag}>{_children(node)}</{tag}>" if tag else _children(node)


def _text(node: dict[str, Any]) -> str:
    text = html.escape(str(node.get("text", "")), quote=False)
    bits = node.get("format")
    for bit, tag in _FORMATS:
        if isinstance(bits, int) and bits & bit:
            text = f"<{tag}>{text}</{tag}>"
    return text


def _figure(url: Any, alt: Any, caption: Any) -> str:
    shown = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure><img src="{_quoted(url)}" alt="{_quoted(alt)}">{shown}</figure>'


def _quoted(value: Any) -> str:
    return html.escape(str(value or ""))


def mobiledoc_to_html(document: Any) -> str:
    """A Mobiledoc 0.3 document as HTML: sections, lists, and cards with text or pictures."""
    if not isinstance(document, dict):
        return ""
    return "".join(_section(section, document) for section in _lists(document.get("sections")))


def _lists(value: Any) -> Iterator[list[Any]]:
    return (
        (each for each in value if isinstance(each, list)) if isinstance(value, list) else iter(())
    )


def _section(section: list[Any], document: dict[str, Any]) -> str:
    if section[:1] == [1] and len(section) > 2:
        tag = section[1] if section[1] in {"p", "h1", "h2", "h3", "h4", "blockquote"} else "p"
        return f"<{tag}>{_markers(section[2])}</{tag}>"
    if section[:1] == [3] and len(section) > 2:
        tag = "ol" if section[1] == "ol" else "ul"
        items = "".join(f"<li>{_markers(item)}</li>" for item in _lists(section[2]))
        return f"<{tag}>{items}</{tag}>"
    if section[:1] == [10] and len(section) > 1:
        return _card(section[1], document)
    return ""


def _markers(markers: Any) -> str:
    texts = (marker[3] for marker in _lists(markers) if len(marker) > 3 and marker[0] == 0)
    return "".join(html.escape(str(text), quote=False) for text in texts)


def _card(number: Any, document: dict[str, Any]) -> str:
    cards = list(_lists(document.get("cards")))
    if not isinstance(number, int) or not 0 <= number < len(cards) or len(cards[number]) < 2:
        return ""
    name, payload = cards[number][0], cards[number][1]
    if not isinstance(payload, dict):
        return ""
    if name == "image":
        return _figure(payload.get("src"), payload.get("alt"), payload.get("caption"))
    if name in {"markdown", "card-markdown"}:
        from matbaa.formats import markdown

        return markdown.to_html(str(payload.get("markdown") or ""))
    return str(payload.get("html") or "")
