"""Writes XML without characters that it cannot contain: as trees in general, as strings where one
kind of element is repeated thousands of times.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

Element = Any
#: Characters that XML 1.0 cannot represent.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def root(tag: str, namespaces: dict[str | None, str], **attributes: str) -> Element:
    """A document's outermost element; `tag` may be `{namespace}name`."""
    return etree.Element(tag, attributes, nsmap=namespaces)


def add(parent: Element, tag: str, text: str | None = None, **attributes: str) -> Element:
    """Append an element and return it."""
    element = etree.SubElement(parent, tag, attributes)
    if text is not None:
        element.text = clean(text)
    return element


def add_html(parent: Element, tag: str, html: str) -> None:
    """Append an element that holds HTML as a CDATA section."""
    add(parent, tag).text = etree.CDATA(clean(html).replace("]]>", "]]&gt;"))


def clean(text: str) -> str:
    """`text` without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def to_bytes(root: Element) -> bytes:
    """The document in UTF-8, with its declaration."""
    document: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return document


def element(tag: str, text: str) -> str:
    """An element that contains only text, as a string."""
    return f"<{tag}>{escape(clean(text))}</{tag}>"


def document(tag: str, namespaces: Mapping[str, str], elements: Iterable[str]) -> bytes:
    """The document in UTF-8 whose outermost element contains `elements`; namespaces by prefix."""
    names = "".join(f' xmlns{prefix and ":"}{prefix}="{uri}"' for prefix, uri in namespaces.items())
    head = f"<?xml version='1.0' encoding='utf-8'?>\n<{tag}{names}>"
    return "".join([head, *elements, f"</{tag}>"]).encode()
