"""Writes an article as a ninjs 3.1 document, IPTC's News in JSON, for other systems.

Names follow the schema at https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json (since 3.0 they are
in camel case).
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

import orjson

from matbaa.pages import paths
from matbaa.pages.values import ArticleView, Rendition
from matbaa.settings import Site
from matbaa.submission import Image

_SCHEMA = "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"
_PARTLY_BY_A_MODEL = (
    "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!-~]+")

JsonObject = dict[str, Any]


def dumps(site: Site, view: ArticleView) -> bytes:
    """The document as JSON; the same view gives the same bytes."""
    return orjson.dumps(item(site, view), option=orjson.OPT_INDENT_2)


def item(site: Site, view: ArticleView) -> JsonObject:
    """The document, without the properties that the article does not have."""
    entry, story = view.entry, view.story
    page = paths.url(site, entry.path)
    document: JsonObject = {
        "standard": {"name": "ninjs", "version": "3.1", "schema": _SCHEMA},
        "uri": entry.id if _URI.fullmatch(entry.id) else page,
        "type": "text",
        "representationType": "full",
        "version": str(entry.revision),
        "firstCreated": entry.published.isoformat(timespec="seconds"),
        "versionCreated": entry.updated.isoformat(timespec="seconds"),
        "pubStatus": "usable",
        "language": entry.language,
        "title": entry.title,
        "by": ", ".join(entry.authors),
        "located": story.place,
        "copyrightHolder": site.name,
        "headlines": _headlines(view),
        "descriptions": _descriptions(view),
        "bodies": _bodies(view),
        "people": [{"name": author.name, "rel": "author"} for author in story.authors],
        "infoSources": _sources(site, view),
        "subjects": _subjects(site, view),
        "places": [{"name": story.place, "rel": "dateline"}] if story.place else None,
        "renditions": [{"name": "web", "href": page, "contentType": "text/html"}],
        "associations": [_picture(site, view, image) for image in story.images],
        "digitalSourceType": _digital_source_type(view),
        "altIds": [{"role": "submitted", "value": entry.id}],
        "expires": story.expire_at and story.expire_at.isoformat(timespec="seconds"),
    }
    return {key: value for key, value in document.items() if value not in (None, "", [])}


def _headlines(view: ArticleView) -> list[JsonObject]:
    headlines = [{"role": "main", "contentType": "text/plain", "value": view.entry.title}]
    if view.story.subtitle:
        headlines.append(
            {"role": "subtitle", "contentType": "text/plain", "value": view.story.subtitle}
        )
    return headlines


def _descriptions(view: ArticleView) -> list[JsonObject]:
    texts = [("description", view.entry.description), ("summary", "\n".join(view.summary))]
    texts += [(f"{part}-provenance", made.label) for part, made in view.provenance.items()]
    texts.append(("correction", view.story.correction or ""))
    return [
        {"role": role, "contentType": "text/plain", "value": text} for role, text in texts if text
    ]


def _digital_source_type(view: ArticleView) -> JsonObject | None:
    """The IPTC newscode for the use of a language model, if one wrote any of the texts."""
    if any(made.method == "llm" for made in view.provenance.values()):
        return {"name": "Edited using Generative AI", "uri": _PARTLY_BY_A_MODEL}
    return None


def _bodies(view: ArticleView) -> list[JsonObject]:
    story = view.story
    counts = {"charCount": len(story.text), "wordCount": view.word_count}
    return [
        {"role": "main", "contentType": "text/html", **counts, "value": story.html},
        {"role": "plain", "contentType": "text/plain", **counts, "value": story.text},
    ]


def _sources(site: Site, view: ArticleView) -> list[JsonObject]:
    sources = [{"name": site.name, "role": "publisher", "uri": f"{site.base_url}/"}]
    if view.story.source:
        sources.append({"name": view.story.source, "role": "source"})
    return sources


def _subjects(site: Site, view: ArticleView) -> list[JsonObject]:
    subjects = []
    if section := view.entry.section:
        path = paths.listing_path("section", paths.key_of(section))
        subjects.append({"name": section, "rel": "section", "uri": paths.url(site, path)})
    for tag in view.entry.tags:
        path = paths.listing_path("tag", paths.key_of(tag))
        subjects.append({"name": tag, "rel": "about", "uri": paths.url(site, path)})
    subjects += [
        {"name": word, "rel": "keyword"} for word in view.keywords if word not in view.entry.tags
    ]
    return subjects


def _picture(site: Site, view: ArticleView, image: Image) -> JsonObject:
    digest = hashlib.sha256(image.url.encode()).hexdigest()[:12]
    original: JsonObject = {"name": "original", "href": image.url}
    original |= {key: size for key in ("width", "height") if (size := getattr(image, key))}
    descriptions = (("alt", image.alt), ("caption", image.caption))
    picture: JsonObject = {
        "name": "picture",
        "rel": "illustrates",
        "uri": f"{paths.url(site, view.entry.path)}#image-{digest}",
        "type": "picture",
        "by": image.credit,
        "descriptions": [{"role": role, "value": text} for role, text in descriptions if text],
        "renditions": [
            original,
            *(_rendition(size) for size in view.renditions.get(image.url, ())),
        ],
    }
    return {key: value for key, value in picture.items() if value}


def _rendition(size: Rendition) -> JsonObject:
    return {
        "name": f"{size.width}w",
        "href": size.url,
        "contentType": size.type,
        "width": size.width,
        "height": size.height,
    }
