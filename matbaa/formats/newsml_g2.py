"""NewsML-G2: single news items, packages, and messages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from matbaa.errors import Rejected
from matbaa.formats import nitf, xml
from matbaa.formats.base import Context
from matbaa.formats.bylines import authors_of
from matbaa.formats.draft import draft, each_apart, line, paragraphs
from matbaa.formats.moments import moment
from matbaa.story import Parsed

NAME = "newsml-g2"

_ITEMS = ("newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LOGIN = re.compile(r"[a-z\d]+(?:[._-][a-z\d]+)*(?:@\S+)?")
#: A note that names the author: `Autor/in: Jane Roe (London), roe@agency.example`.
_REPORTER = re.compile(
    r"(?:Autor(?:en|in)?(?:/in(?:nen)?)?|Authors?|Reporter|Reporting by): ([^(,;@\d]{4,80})"
)
_MOST_NOTES = 20
_STATUS = {"usable", "withheld", "canceled"}


def can_parse(content: str, context: Context) -> bool:
    """Whether it is XML whose root element is a G2 item, a message, or the content of an item."""
    return xml.root_name(content) in {*_ITEMS, "newsMessage", "contentSet"}


def parse(content: str, context: Context) -> list[Parsed]:
    """The article of each news item, with the pictures in the same document.

    Raises Rejected for ill-formed XML and for documents without a news item: concepts, plans,
    catalogues, and packages that only refer to items elsewhere.
    """
    root = xml.load(content, context.limits)
    if xml.local(root) == "contentSet":
        return [_article(root, [])]
    items = [root] if xml.local(root) in _ITEMS else list(xml.within(root, *_ITEMS))
    news = [item for item in items if xml.local(item) == "newsItem"]
    if not news:
        raise Rejected("content", _no_news(items))
    articles = [item for item in news if not _is_media(item)] or news
    images = [image for item in news if item not in articles for image in _images(item)]
    shown = images if len(articles) == 1 else []
    return each_apart(lambda item: _article(item, shown), articles, NAME)


def _no_news(items: list[xml.Element]) -> str:
    kinds = sorted({xml.local(item) for item in items})
    if "packageItem" in kinds:
        return (
            "the package only refers to news items; none of them is in the document: "
            "send them with it in a newsMessage, or each by itself"
        )
    if "planningItem" in kinds:
        return "contains no newsItem, only a plan (planningItem); send the newsItem that follows it"
    return f"contains no newsItem, only {', '.join(kinds) or 'nothing'}; send a newsItem"


def _is_media(item: xml.Element) -> bool:
    kind = xml.find(item, "itemMeta", "itemClass")
    name = "" if kind is None else (kind.get("qcode") or kind.get("uri") or "")
    return name.endswith(("picture", "graphic", "video", "audio", "animation")) and not _body(item)


def _article(item: xml.Element, images: list[dict[str, Any]]) -> Parsed:
    inline = next(xml.within(item, "nitf"), None)
    inner = {} if inline is None else nitf.fields_of(inline)
    stated = {**_item_meta(item), **_content_meta(item)}
    fields = {**inner, **{key: value for key, value in stated.items() if value}}
    fields.pop("by", None)
    named = stated.get("by") or inner.get("authors") or _reporters(item)
    fields["authors"] = named or stated.get("authors")
    fields["body"] = inner.get("body") or _body(item)
    fields["images"] = [*_images(item), *inner.get("images", []), *images]
    return draft(NAME, fields, warnings=_notes(item))


def _item_meta(item: xml.Element) -> dict[str, Any]:
    meta = xml.find(item, "itemMeta")
    if meta is None:
        return {"id": item.get("guid"), "revision": item.get("version")}
    status = xml.find(meta, "pubStatus")
    code = "" if status is None else (status.get("qcode") or status.get("uri") or "")
    name = code.replace("/", ":").rpartition(":")[2]
    return {
        "id": item.get("guid"),
        "revision": item.get("version"),
        "title": xml.text(xml.find(meta, "title")),
        "published": xml.text(xml.find(meta, "firstCreated")) or _text(meta, "versionCreated"),
        "updated": _text(meta, "versionCreated"),
        "publish_at": _text(meta, "embargoed"),
        "status": name if name in _STATUS else "usable",
        "source": _name(xml.find(meta, "provider")),
    }


def _content_meta(item: xml.Element) -> dict[str, Any]:
    meta = xml.find(item, "contentMeta")
    if meta is None:
        return {"language": item.get(_LANG)}
    stated = {
        "title": _text(meta, "headline"),
        "published": _text(meta, "contentCreated"),
        "expire_at": _text(meta, "contentExpires"),
        "language": _language(item, meta),
        "by": [author for by in xml.find_all(meta, "by") for author in authors_of(xml.text(by))],
        "authors": [{"name": _creator(each)} for each in xml.find_all(meta, "creator")],
        "place": _place(meta),
        "description": _text(meta, "description"),
        "tags": [*map(xml.text, xml.find_all(meta, "keyword")), *_subjects(meta)],
        "source": _name(xml.find(meta, "infoSource")),
    }
    return {key: value for key, value in stated.items() if value}


def _text(parent: xml.Element, child: str) -> str:
    return xml.text(xml.find(parent, child))


def _name(element: xml.Element | None) -> str:
    if element is None:
        return ""
    return xml.text(xml.find(element, "name")) or element.get("literal") or ""


def _creator(element: xml.Element) -> str:
    """The name of a creator; empty if it is only a login such as `roe.jane`."""
    name = _name(element)
    return "" if _LOGIN.fullmatch(name) else name


def _reporters(item: xml.Element) -> list[dict[str, str]]:
    """The authors named in a note to newsrooms, which also has a place and an e-mail address."""
    notes = (_REPORTER.match(xml.text(note)) for note in xml.within(item, "edNote"))
    return [author for note in notes if note for author in authors_of(note[1])]


def _language(item: xml.Element, meta: xml.Element) -> str | None:
    """The language of the content; the item's own tag if it is more specific."""
    content = xml.find(meta, "language")
    tag, own = "" if content is None else content.get("tag", ""), item.get(_LANG)
    return own if own and own.split("-")[0] == (tag or own).split("-")[0] else tag


def _place(meta: xml.Element) -> str:
    """Where it was reported from. Some agencies put a time into the dateline; that is ignored."""
    dateline = _text(meta, "dateline")
    if moment(dateline.split(" GMT")[0]) is not None:
        dateline = ""
    return _name(xml.find(meta, "located")) or dateline.rstrip(" -–—").partition(" (")[0]


def _subjects(meta: xml.Element) -> Iterator[str]:
    for subject in xml.find_all(meta, "subject"):
        names = list(xml.find_all(subject, "name"))
        yield xml.text(names[0]) if names else ""


def _notes(item: xml.Element) -> list[str]:
    """Editor's notes as warnings, each once: dpa repeats the parts of a note separately."""
    told: list[str] = []
    for note in (line(xml.text(each)) for each in xml.within(item, "edNote")):
        if note and not any(note in longer for longer in told):
            told.append(note)
    return [f"Editor's note, not published: {note}" for note in told[:_MOST_NOTES]]


def _body(item: xml.Element) -> str:
    for content in xml.within(item, "inlineXML"):
        body = next(xml.within(content, "body", "body.content"), content)
        found = xml.markup(body, drop=("head", "title")).strip()
        if found and xml.find(body, "header") is not None:
            # These hold slug lines, keywords, time and headline, which are also in the metadata.
            found = xml.markup(body, drop=("head", "title", "header")).strip() or found
        if found:
            return found
    for content in xml.within(item, "inlineData"):
        if found := _inline_data(content):
            return found
    return ""


def _inline_data(content: xml.Element) -> str:
    if content.get("encoding") or len(content):
        return xml.markup(content) if len(content) else ""
    text = "".join(content.itertext()).strip()
    if "html" in content.get("contenttype", "") or text.startswith("<"):
        return text
    return paragraphs(" ".join(part.split()) for part in text.split("\n\n"))


def _images(item: xml.Element) -> list[dict[str, Any]]:
    """The picture of an item, in its largest rendition with a web address."""
    found = [
        {
            "url": remote.get("href", ""),
            "width": remote.get("width", ""),
            "height": remote.get("height", ""),
            "caption": xml.text(next(xml.within(item, "description"), None)),
            "credit": xml.text(next(xml.within(item, "creditline"), None)),
        }
        for remote in xml.within(item, "remoteContent")
        if remote.get("contenttype", "").startswith("image/")
    ]
    pictures = [image for image in found if image["url"].startswith("http")]
    return sorted(pictures, key=lambda it: -int(it["width"]) if it["width"].isdigit() else 0)[:1]
