"""NewsML 1.x, which some agencies still use."""

from __future__ import annotations

from typing import Any

from matbaa.errors import Rejected
from matbaa.formats import nitf, xml
from matbaa.formats.base import Context
from matbaa.formats.bylines import authors_of
from matbaa.formats.draft import draft, each_apart
from matbaa.story import Parsed

NAME = "newsml1"

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def can_parse(content: str, context: Context) -> bool:
    """Whether it is XML with the root element `NewsML`."""
    return xml.root_name(content) == "NewsML"


def parse(content: str, context: Context) -> list[Parsed]:
    """The article of each NewsItem. Raises Rejected for ill-formed XML and if there is no item."""
    items = list(xml.within(xml.load(content, context.limits), "NewsItem"))
    if not items:
        raise Rejected("content", "contains no NewsItem")
    return each_apart(_article, items, NAME)


def _article(item: xml.Element) -> Parsed:
    inline = next(xml.within(item, "nitf"), None)
    inner = {} if inline is None else nitf.fields_of(inline)
    stated = {key: value for key, value in {**_management(item), **_lines(item)}.items() if value}
    return draft(NAME, {**inner, **stated, "body": inner.get("body") or _body(item)})


def _management(item: xml.Element) -> dict[str, Any]:
    return {
        "id": _first(item, "PublicIdentifier"),
        "revision": _first(item, "RevisionId"),
        "published": _first(item, "FirstCreated"),
        "updated": _first(item, "ThisRevisionCreated"),
        "status": {"Canceled": "canceled", "Withheld": "withheld"}.get(_formal(item, "Status")),
        "language": _formal(item, "Language") or item.get(_LANG),
        "tags": [
            value.get("Value", "")
            for value in xml.within(item, "Property")
            if value.get("FormalName") == "Keyword"
        ],
    }


def _lines(item: xml.Element) -> dict[str, Any]:
    dateline = _first(item, "DateLine")
    return {
        "title": _first(item, "HeadLine"),
        "subtitle": _first(item, "SubHeadLine"),
        "authors": authors_of(_first(item, "ByLine")),
        "place": dateline.partition(",")[0].partition(" (")[0].rstrip(" -–—"),
        "source": _provider(item),
    }


def _provider(item: xml.Element) -> str:
    provider = next(xml.within(item, "Provider"), None)
    return "" if provider is None else _formal(provider, "Party")


def _first(item: xml.Element, name: str) -> str:
    return xml.text(next(xml.within(item, name), None))


def _formal(item: xml.Element, name: str) -> str:
    found = next(xml.within(item, name), None)
    return "" if found is None else (found.get("FormalName") or "")


def _body(item: xml.Element) -> str:
    bodies = (
        xml.markup(next(xml.within(content, "body", "body.content"), content), drop=("head",))
        for content in xml.within(item, "DataContent")
    )
    return max(bodies, key=len, default="")
