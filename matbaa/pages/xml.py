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


def clean(text: str) -> str:
    """`text` without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def to_bytes(root: Element) -> bytes:
    """The document in UTF-8, with its declaration."""
    document: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return document


def element(tag: str, text: str, **attributes: str) -> str:
    """An element that contains only text, as a string."""
    return f"<{tag}{_attributes(attributes)}>{_escaped(text)}</{tag}>"


def enclosed(tag: str, *markup: str, **attributes: str) -> str:
    """An element that contains other elements, or nothing, as a string."""
    opening = f"<{tag}{_attributes(attributes)}"
    return f"{opening}>{''.join(markup)}</{tag}>" if markup else f"{opening}/>"


def unparsed(html: str) -> str:
    """HTML as a CDATA section."""
    return f"<![CDATA[{clean(html).replace(']]>', ']]&gt;')}]]>"


def _attributes(attributes: Mapping[str, str]) -> str:
    return "".join(f' {name}="{_in_quotes(text)}"' for name, text in attributes.items())


def _in_quotes(text: str) -> str:
    """An attribute's value, with line ends and tabs escaped, which would be read as spaces."""
    escaped = _escaped(text).replace('"', "&quot;")
    return escaped.replace("\n", "&#10;").replace("\t", "&#9;")


def _escaped(text: str) -> str:
    return escape(clean(text)).replace("\r", "&#13;")


def document(tag: str, namespaces: Mapping[str, str], elements: Iterable[str]) -> bytes:
    """The document in UTF-8 whose outermost element contains `elements`; namespaces by prefix."""
    names = "".join(f' xmlns{prefix and ":"}{prefix}="{uri}"' for prefix, uri in namespaces.items())
    head = f"<?xml version='1.0' encoding='utf-8'?>\n<{tag}{names}>"
    return "".join([head, *elements, f"</{tag}>"]).encode()
