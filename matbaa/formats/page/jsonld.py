"""Reads the JSON-LD of a page (schema.org): the article and its properties."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

#: Types of nodes that are the article, and types that may represent it.
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|Recipe)$")
_PAGE = frozenset({"WebPage", "ItemPage", "VideoObject", "CreativeWork", "AudioObject", "Episode"})
#: Limits of depth and number of nodes, because some pages have their whole archive in JSON-LD.
_DEPTH, _NODES = 12, 2_000
_NOISE = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>|;)\s*$")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")

#: Ranks of nodes: the last one of article types, that of other nodes; and the bonus of a node that
#: states that it is about this page.
_LAST_ARTICLE, _NO_ARTICLE, _HERE = 4, 9, 10

Node = dict[str, Any]


class LinkedData:
    """The nodes of a page's JSON-LD, and among them the article at the page's `address`."""

    def __init__(self, scripts: Iterable[str], address: str | None = None) -> None:
        self._address = _place(address) if address else None
        self._nodes = [node for script in scripts for node in _nodes(_load(script))][:_NODES]
        self._by_id = {node["@id"]: node for node in self._nodes if _is_definition(node)}
        self.article = self._article()

    def text(self, name: str) -> str | None:
        """A property of the article as one line."""
        return _line(_first(self.article.get(name)))

    def address(self) -> str | None:
        """The URL of the page whose main entity is the article."""
        value = self.article.get("mainEntityOfPage")
        return _line(value.get("@id") or value.get("url") if isinstance(value, dict) else value)

    def body(self) -> str | None:
        """The article's text with its line breaks, or None."""
        value = self.article.get("articleBody")
        return html.unescape(value) if isinstance(value, str) and value.strip() else None

    def authors(self) -> list[str]:
        """Names of persons and organisations, in order."""
        return self._names(self.article.get("author")) or self._names(self.article.get("creator"))

    def publisher(self) -> str | None:
        """The publication's name."""
        return next(iter(self._names(self.article.get("publisher"))), None)

    def keywords(self) -> list[str]:
        """The tags, from a list or a comma-separated string."""
        value = self.article.get("keywords")
        parts = value.split(",") if isinstance(value, str) else value
        parts = parts if isinstance(parts, list) else []
        names = (_line(part.get("name") if isinstance(part, dict) else part) for part in parts)
        return [name for name in names if name]

    def images(self) -> list[Node]:
        """Pictures as `{"url", "caption", "width", "height"}`, the lead image first."""
        value = self.article.get("image")
        found = (self._resolved(each) for each in (value if isinstance(value, list) else [value]))
        return [image for image in (_image(each) for each in found) if image]

    def _article(self) -> Node:
        ranked = sorted(self._nodes, key=self._rank)
        return ranked[0] if ranked and _rank(ranked[0]) < _NO_ARTICLE else {}

    def _rank(self, node: Node) -> int:
        """The rank of a node; a lower one is more likely the article. A node about this page is
        first.
        """
        rank = _rank(node)
        return rank - _HERE if rank <= _LAST_ARTICLE and self._is_here(node) else rank

    def _is_here(self, node: Node) -> bool:
        """Whether the node states that it is about this page: pages also list other articles."""
        said = (node.get(name) for name in ("mainEntityOfPage", "url", "@id"))
        places = (
            each.get("@id") or each.get("url") if isinstance(each, dict) else each for each in said
        )
        own = {_place(place) for place in places if isinstance(place, str)}
        return self._address is not None and self._address in own

    def _resolved(self, value: Any) -> Any:
        """The node that a mere reference refers to, otherwise `value` itself."""
        if isinstance(value, dict) and "name" not in value and "url" not in value:
            return self._by_id.get(value.get("@id"), value)
        return value

    def _names(self, value: Any) -> list[str]:
        found: list[str] = []
        for each in value if isinstance(value, list) else [value]:
            node = self._resolved(each)
            name = node.get("name") if isinstance(node, dict) else node
            names = name if isinstance(name, list) else [name]
            found.extend(line for line in map(_line, names) if line)
        return list(dict.fromkeys(found))


def _place(address: str) -> str:
    """An address without the parts in which addresses of the same page may differ."""
    return re.sub(r"^https?://(?:www\.)?|[?#].*$", "", address.strip()).rstrip("/").lower()


def _load(script: str) -> Any:
    """The JSON of a script element, with common faults repaired; None if it cannot be parsed."""
    text = _NOISE.sub("", _NOISE.sub("", script.strip()))
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text), html.unescape(text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any, depth: int = 0) -> Iterator[Node]:
    if depth > _DEPTH:
        return
    if isinstance(value, list):
        for each in value:
            yield from _nodes(each, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name, each in value.items():
            if name in {"@graph", "mainEntity", "mainEntityOfPage", "author", "itemListElement"}:
                yield from _nodes(each, depth + 1)


def _is_definition(node: Node) -> bool:
    return isinstance(node.get("@id"), str) and ("name" in node or "url" in node)


def _rank(node: Node) -> int:
    """The rank of a node by its type and properties; a lower one is more likely the article."""
    types = node.get("@type")
    names = [str(each) for each in (types if isinstance(types, list) else [types])]
    said = sum(name in node for name in ("headline", "datePublished", "articleBody", "author"))
    if any(_ARTICLE.search(name) for name in names):
        return _LAST_ARTICLE - said
    if any(name in _PAGE for name in names) and said:
        return 8 - min(said, 3)
    return _NO_ARTICLE


def _image(value: Any) -> Node | None:
    if isinstance(value, str):
        return {"url": value}
    if not isinstance(value, dict):
        return None
    url = _first(value.get("url")) or _first(value.get("contentUrl"))
    if not isinstance(url, str):
        return None
    return {"url": url, "caption": _line(value.get("caption") or value.get("description"))}


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _line(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    return " ".join(html.unescape(re.sub(r"<[^<>]{0,500}>", " ", value)).split()) or None
