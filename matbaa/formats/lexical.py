"""Converts Ghost's document formats Lexical and Mobiledoc to HTML."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

from matbaa.formats.ghost_cards import card_html, quoted

_MARKUPS = frozenset({"strong", "b", "em", "i", "s", "u", "code", "sub", "sup"})
_TAGS = {"paragraph": "p", "listitem": "li", "quote": "blockquote", "aside": "blockquote"}
#: The bits of Lexical's text format, with their elements.
_FORMATS = ((1, "strong"), (2, "em"), (4, "s"), (16, "code"), (32, "sub"), (64, "sup"))


def lexical_to_html(document: Any) -> str:
    """A Lexical document as HTML, without calls to subscribe."""
    root = document.get("root") if isinstance(document, dict) else None
    return _children(root) if isinstance(root, dict) else ""


def _children(node: dict[str, Any]) -> str:
    return "".join(_node(child) for child in node.get("children") or [] if isinstance(child, dict))


def _node(node: dict[str, Any]) -> str:
    kind = str(node.get("type", "")).removeprefix("extended-")
    if kind == "text":
        return _text(node)
    if kind == "linebreak":
        return "<br>"
    if kind == "link":
        return f'<a href="{quoted(node.get("url"))}">{_children(node)}</a>'
    card = card_html(kind, node)
    return _block(kind, node) if card is None else card


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
        return f"<{tag}>{_markers(section[2], document)}</{tag}>"
    if section[:1] == [3] and len(section) > 2:
        tag = "ol" if section[1] == "ol" else "ul"
        items = "".join(f"<li>{_markers(item, document)}</li>" for item in _lists(section[2]))
        return f"<{tag}>{items}</{tag}>"
    if section[:1] == [10] and len(section) > 1:
        return _card(section[1], document)
    return ""


def _markers(markers: Any, document: dict[str, Any]) -> str:
    """Marked-up text: each marker opens and closes markups. An atom is a line break."""
    markups = list(_lists(document.get("markups")))
    opened: list[tuple[str, str]] = []
    out: list[str] = []
    for kind, opens, closes, text in (each for each in _lists(markers) if len(each) == 4):
        for number in opens if isinstance(opens, list) else []:
            opened.append(_tag(markups, number))
            out.append(opened[-1][0])
        out.append("<br>" if kind == 1 else html.escape(str(text), quote=False))
        last = min(closes, len(opened)) if isinstance(closes, int) else 0
        out.extend(opened.pop()[1] for _ in range(last))
    return "".join(out)


def _tag(markups: list[list[Any]], number: Any) -> tuple[str, str]:
    """The opening and closing tag of a markup; empty if it is not allowed."""
    if not isinstance(number, int) or not 0 <= number < len(markups) or not markups[number]:
        return "", ""
    name, *rest = markups[number]
    if name == "a" and rest and isinstance(rest[0], list) and rest[0][:1] == ["href"]:
        return f'<a href="{quoted(rest[0][1] if len(rest[0]) > 1 else "")}">', "</a>"
    return (f"<{name}>", f"</{name}>") if name in _MARKUPS else ("", "")


def _card(number: Any, document: dict[str, Any]) -> str:
    cards = list(_lists(document.get("cards")))
    if not isinstance(number, int) or not 0 <= number < len(cards) or len(cards[number]) < 2:
        return ""
    name, payload = cards[number][0], cards[number][1]
    if not isinstance(payload, dict):
        return ""
    card = card_html(str(name), payload)
    return str(payload.get("html") or "") if card is None else card
