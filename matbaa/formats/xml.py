"""Parses XML from wires and feeds safely: no entities, no external references, with limits."""

from __future__ import annotations

import copy
import html
import re
from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from matbaa.errors import Rejected
from matbaa.formats.base import Limits

#: The name for lxml's element type in this package, since lxml ships no types.
Element: TypeAlias = "etree._Element"

_DECLARATION = re.compile(r"<\?xml[^<>]*\?>")
#: An entity declared before the first element.
_ENTITY = re.compile(r"(?:[^<]|<(?![A-Za-z_]|!ENTITY))*+<!ENTITY")
_ENTITIES = "declares XML entities, which are not allowed"
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31});")
_ROOT = re.compile(
    r"\s*(?:<\?(?:[^?]|\?(?!>))*+\?>\s*|<!--(?:[^-]|-(?!->))*+-->\s*|<!DOCTYPE[^\[>]*+(?:\[[^\]]*+\]\s*)?>\s*)*+"
    r"<(?:[\w.-]+:)?(?P<name>[A-Za-z_][\w.-]*)",
    re.I,
)
#: A whole CDATA section, or an ampersand that does not start a reference.
_BARE = re.compile(r"<!\[CDATA\[(?:[^\]]|\](?!\]>))*+|&(?!#?\w{1,32};)")
#: References to characters that XML does not allow even as references.
_ILLEGAL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]));",
    re.I,
)

_START = re.compile(r"<[A-Za-z_]")
#: A document may have the elements of this many articles.
_A_DOCUMENT = 10
#: Limit of references per element: escaped HTML in a feed has two references for each tag.
_REFERENCES = 15
_LONG_TAG = re.compile(r"<[A-Za-z_][^<>]{1000,}+")
_ATTRIBUTE = re.compile(r"""[\s"'][^\s"'=]+\s*+=\s*+["']""")


def root_name(content: str) -> str:
    """Local name of the root element, empty if there is none; examines only the start."""
    found = _ROOT.match(content[:20_000])
    return found["name"] if found else ""


def load(content: str, limits: Limits) -> Element:
    """The root element. Raises Rejected for ill-formed XML and if a limit is exceeded.

    Entities are never expanded and nothing is fetched: a document that declares entities is
    rejected (billion laughs, XXE). HTML's named character references are replaced before parsing.
    """
    if len(content) > limits.max_body_bytes * 4:
        raise Rejected("content", f"larger than {limits.max_body_bytes * 4:,} characters")
    refuse_entities(content)
    refuse_costly(content, limits)
    root = _parsed(content)
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise Rejected("content", _ENTITIES)
    refuse_nesting(root, limits.max_nesting)
    return root


def _parsed(content: str) -> Element:
    """The root element. If a bare `&` makes parsing fail, it is escaped and parsing repeated."""
    text = _prepared(content)
    try:
        return etree.fromstring(text.encode(errors="replace"), _parser())
    except etree.XMLSyntaxError as error:
        first = error
    escaped = _BARE.sub(lambda found: found[0] if found[0] != "&" else "&amp;", text)
    if escaped != text:
        try:
            return etree.fromstring(escaped.encode(errors="replace"), _parser())
        except etree.XMLSyntaxError as error:
            first = error
    raise Rejected("content", f"not well-formed XML: {first.msg}") from None


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _prepared(content: str) -> str:
    text = content.lstrip("\ufeff \t\r\n")
    if declaration := _DECLARATION.match(text):
        text = text[declaration.end() :].lstrip()
    text = _NAMED.sub(lambda name: html.unescape(name[0]), text)
    return _ILLEGAL.sub("", text)


def refuse_entities(content: str) -> None:
    """Raise Rejected if a document declares entities before its first element."""
    if _ENTITY.match(content):
        raise Rejected("content", _ENTITIES)


def refuse_costly(content: str, limits: Limits) -> None:
    """Raise Rejected for too many elements, or attributes of one element. Parsers take microseconds
    per element, and time proportional to the square of an element's attributes.
    """
    most = _A_DOCUMENT * limits.max_elements
    if sum(1 for _ in _START.finditer(content)) > most:
        raise Rejected("content", f"more than {most:,} elements ({_A_DOCUMENT} times max_elements)")
    if content.count("&") > (most := _REFERENCES * limits.max_elements):
        raise Rejected("content", f"more than {most:,} & ({_REFERENCES} times max_elements)")
    for tag in _LONG_TAG.finditer(content):
        if sum(1 for _ in _ATTRIBUTE.finditer(tag[0])) > limits.max_attributes:
            raise Rejected(
                "content",
                f"an element with more than {limits.max_attributes} attributes (max_attributes)",
            )


def refuse_nesting(root: Element, limit: int) -> None:
    """Raise Rejected if the elements of a tree are nested deeper than `limit`."""
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limit:
            raise Rejected("content", f"elements nested deeper than {limit} (max_nesting)")


def local(element: Element) -> str:
    """Name of an element without its namespace; empty for comments and the like."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def find(element: Element, *path: str) -> Element | None:
    """First descendant along `path` of local names, whatever their namespace."""
    return next(find_all(element, *path), None)


def find_all(element: Element, *path: str) -> Iterator[Element]:
    """All descendants along `path`, a chain of the local names of successive children."""
    first, *rest = path
    for child in element:
        if local(child) == first:
            if rest:
                yield from find_all(child, *rest)
            else:
                yield child


def within(element: Element, *names: str) -> Iterator[Element]:
    """All descendants with one of these local names, at any depth, in document order."""
    for found in element.iter():
        if found is not element and local(found) in names:
            yield found


def text(element: Element | None) -> str:
    """All text in an element as one line."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def inner(element: Element) -> str:
    """The markup within an element, as written."""
    head = html.escape(element.text or "", quote=False)
    return head + "".join(etree.tostring(child, encoding="unicode") for child in element)


def markup(
    element: Element, renames: dict[str, str] | None = None, drop: tuple[str, ...] = ()
) -> str:
    """The content of an element as HTML: without namespaces, with elements renamed or dropped."""
    copied = copy.deepcopy(element)
    for found in list(copied.iter()):
        name = local(found)
        if found is copied or not name:
            continue
        if name in drop:
            _remove(found)
        else:
            found.tag = (renames or {}).get(name, name)
    copied.tag = "body"
    etree.cleanup_namespaces(copied)
    head = html.escape(copied.text or "", quote=False)
    return head + "".join(
        etree.tostring(each, method="html", encoding="unicode") for each in copied
    )


def _remove(element: Element) -> None:
    """Remove an element but keep the text that follows it."""
    parent, before = element.getparent(), element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)
