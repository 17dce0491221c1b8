"""ninjs, IPTC's JSON format for news: 1.x with the Superdesk dialect, 2.x and 3.x."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from matbaa.errors import Rejected
from matbaa.formats import json_document, ninjs_schema, nitf, xml
from matbaa.formats.base import Context, Limits
from matbaa.formats.bylines import authors_of
from matbaa.formats.draft import draft, each_apart, line, paragraphs
from matbaa.story import Parsed

NAME = "ninjs"

_IDS = ("uri", "guid", "_id")
_OWN = frozenset(
    {
        "versioncreated",
        "pubstatus",
        "headline",
        "headlines",
        "bodies",
        "representationtype",
        "slugline",
        "body_html",
        "body_text",
        "body_xhtml",
        "standard",
        "$standard",
        "versionCreated",
        "pubStatus",
        "altids",
        "renditions",
        "associations",
    }
)


def can_parse(content: str, context: Context) -> bool:
    """Whether it is JSON with a ninjs item: alone, in a list, or in the wrapping of an agency."""
    value = json_document.peek(content, context.limits)
    return any(recognises(item) for item in _items(value))


def recognises(item: Any) -> bool:
    """Whether a JSON value looks like a ninjs item."""
    if not isinstance(item, dict) or "body" in item or "content" in item:
        return False
    return "uri" in item or any(name in item for name in _OWN)


def parse(content: str, context: Context) -> list[Parsed]:
    """The article of each item. Raises Rejected naming the property if it is not ninjs."""
    value = json_document.load(content, context.limits)
    items = list(_items(value)) or [value]
    return each_apart(from_item, (member for item in items for member in _members(item)), NAME)


def from_item(item: Any) -> Parsed:
    """One item as an article. Raises Rejected naming the property at fault."""
    if not isinstance(item, dict):
        raise Rejected("item", "must be a JSON object")
    checked = normalised(item)
    warnings = ninjs_schema.check(checked)
    flat = {name.lower(): value for name, value in checked.items()}
    return draft(NAME, _fields(flat), warnings=[*warnings, *_notes(flat)])


def _items(value: Any) -> Iterator[Any]:
    """The items in `{"item": [...]}`, `{"data": {"items": [{"item": {}}]}}`, a list, or alone."""
    if isinstance(value, list):
        for each in value:
            yield from _items(each)
    elif isinstance(value, dict) and not ("uri" in value or _OWN & value.keys()):
        for name in ("item", "items", "_items", "data"):
            if isinstance(value.get(name), dict | list):
                yield from _items(value[name])
                return
    elif isinstance(value, dict):
        yield value


def _members(item: Any) -> list[Any]:
    """The text items of a package, or the item itself. Raises Rejected if a package has none."""
    if not isinstance(item, dict) or item.get("type") != "composite" or ninjs_schema.has_text(item):
        return [item]
    related = item.get("associations") or {}
    members = list(related.values() if isinstance(related, dict) else related)
    texts = [it for it in members if isinstance(it, dict) and it.get("type", "text") == "text"]
    if not texts:
        raise Rejected("type", f"is a package of {len(members)} items, none of which is a text")
    return texts


def normalised(value: Any) -> Any:
    """An item without the nulls that Superdesk writes, and with its `guid` as `uri`."""
    if isinstance(value, list):
        return [normalised(each) for each in value]
    if not isinstance(value, dict):
        return value
    kept = {name: normalised(each) for name, each in value.items() if each is not None}
    if "uri" not in kept and (known := next((kept[name] for name in _IDS if name in kept), None)):
        kept["uri"] = known
    return kept


def _fields(item: dict[str, Any]) -> dict[str, Any]:
    body, inner = _body(item)
    created = item.get("firstpublished") or item.get("contentcreated") or item.get("firstcreated")
    stated = {
        "id": item.get("uri"),
        "revision": item.get("version"),
        "language": item.get("language"),
        "title": _title(item),
        "subtitle": line(item.get("abstract")),
        "authors": _authors(item),
        "published": created or item.get("versioncreated"),
        "updated": item.get("contentmodified") or item.get("versioncreated"),
        "publish_at": item.get("embargoed"),
        "expire_at": item.get("expires"),
        "status": item.get("pubstatus", "usable"),
        "section": _section(item),
        "tags": _tags(item),
        "place": _located(item),
        "description": _described(item) or _by_role(item.get("descriptions"), "lead", "summary"),
        "images": [*_images(item)],
        "source": item.get("source") or item.get("copyrightholder") or item.get("infosource"),
        "canonical_url": item.get("canonicalurl") or item.get("seo_url"),
    }
    return {**inner, **{key: value for key, value in stated.items() if value}, "body": body}


def _notes(item: dict[str, Any]) -> list[str]:
    note = line(item.get("ednote"))
    return [f"Editor's note, not published: {note}"] if note else []


def _title(item: dict[str, Any]) -> Any:
    extended = (value for name, value in item.items() if name.startswith("headline_"))
    return (
        item.get("headline")
        or _by_role(item.get("headlines"), "main")
        or item.get("title")
        or next(extended, None)
    )


def _described(item: dict[str, Any]) -> Any:
    """`description_text` of 1.x, or a property with another suffix after `description_`."""
    extended = (value for name, value in item.items() if name.startswith("description_"))
    return item.get("description_text") or next(extended, None)


def _by_role(values: Any, *roles: str) -> str:
    """The value with the first of these roles that occurs, else the first value in the list."""
    if not isinstance(values, list):
        return ""
    found = {
        value.get("role"): value.get("value")
        for value in reversed(values)
        if isinstance(value, dict)
    }
    wanted = next((found[role] for role in roles if role in found), None)
    return str(wanted or next(iter(reversed(found.values())), None) or "")


def _body(item: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The body as HTML, and the other fields that an NITF body states."""
    bodies = [
        body for body in item.get("bodies", []) if isinstance(body, dict) and body.get("value")
    ]
    for kind in ("html", "nitf", "plain", ""):
        for body in bodies:
            if (
                kind
                in str(
                    body.get("contenttype") or body.get("contentType") or body.get("role")
                ).lower()
            ):
                return _rendered(kind, str(body["value"]))
    for name in ("body_html", "body_xhtml", "body_html5"):
        if item.get(name):
            return str(item[name]), {}
    named = [str(value) for name, value in item.items() if name.startswith("body_") and value]
    text = str(item.get("body_text") or "") or max(named, key=len, default="")
    return _rendered("", text)


def _rendered(kind: str, text: str) -> tuple[str, dict[str, Any]]:
    if kind == "html" or (kind != "nitf" and text.lstrip().startswith("<")):
        return text, {}
    if kind == "nitf":
        fields = nitf.fields_of(xml.load(text, Limits()))
        return fields.pop("body"), {key: value for key, value in fields.items() if value}
    separator = "\n\n" if "\n\n" in text else "\n"
    return paragraphs(" ".join(part.split()) for part in text.split(separator)), {}


def _authors(item: dict[str, Any]) -> list[dict[str, Any]]:
    byline = line(item.get("byline") or item.get("by"))
    if byline:
        return authors_of(byline)
    people = item.get("authors")
    return (
        [person for person in people if isinstance(person, dict)]
        if isinstance(people, list)
        else []
    )


def _named(values: Any) -> list[dict[str, Any]]:
    return (
        [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []
    )


def _section(item: dict[str, Any]) -> str:
    """The section, which Superdesk calls `service`."""
    return next((line(value.get("name")) for value in _named(item.get("service"))), "")


def _tags(item: dict[str, Any]) -> list[str]:
    words = item.get("keywords")
    named = (*_named(item.get("subject")), *_named(item.get("subjects")))
    keywords = [word for word in words if isinstance(word, str)] if isinstance(words, list) else []
    return [*keywords, *(str(value.get("name") or "") for value in named)]


def _located(item: dict[str, Any]) -> str:
    located = item.get("located") or item.get("dateline")
    if isinstance(located, list):
        located = next(iter(located), "")
    return line(_city(located) if isinstance(located, dict) else located)


def _city(located: dict[str, Any]) -> str:
    """The place of a `located`, or of a Superdesk dateline: `{"text": "LYON, Nov 24 -", ...}`."""
    inner = located.get("located")
    city = inner.get("city") if isinstance(inner, dict) else ""
    return str(
        located.get("name") or city or str(located.get("text") or "").split(",")[0].strip(" -–—")
    )


def _images(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The picture that the item is, and those of its associations, the feature image first."""
    if item.get("type") in {"picture", "graphic"}:
        yield from _picture(item)
    related = item.get("associations") or {}
    named = (
        related.items() if isinstance(related, dict) else ((it.get("name"), it) for it in related)
    )
    for _, each in sorted(named, key=lambda pair: pair[0] != "featuremedia"):
        if isinstance(each, dict) and each.get("type") in {"picture", "graphic"}:
            yield from _picture({name.lower(): value for name, value in each.items()})


def _picture(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    largest = max(_renditions(item), key=lambda it: it.get("width") or 0, default=None)
    if largest is not None:
        yield {
            "url": largest["href"],
            "width": largest.get("width"),
            "height": largest.get("height"),
            "alt": item.get("body_text") if item.get("type") != "text" else "",
            "caption": _described(item) or _by_role(item.get("descriptions"), "caption"),
            "credit": item.get("byline") or item.get("by") or item.get("copyrightholder"),
        }


def _renditions(item: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """The renditions that are images with a web address; an object in 1.x, a list later."""
    found = item.get("renditions") or {}
    for each in found.values() if isinstance(found, dict) else found:
        if isinstance(each, dict) and str(each.get("href", "")).startswith("http"):
            mime = (
                each.get("mimetype")
                or each.get("contenttype")
                or each.get("contentType")
                or "image/"
            )
            if str(mime).startswith("image/"):
                width = each.get("width")
                yield {**each, "width": width if isinstance(width, int) else 0}
