"""Metadata in the head of a page: schema.org JSON-LD and the content security policy."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

import orjson
from markupsafe import Markup

from matbaa.pages.paths import key_of, listing_path, url
from matbaa.pages.values import ArticleView, Entry
from matbaa.settings import Site

JsonObject = dict[str, Any]

#: A JSON-LD block ends at the first `</script`, which cannot occur if `<` is escaped.
_ESCAPES = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}
_HOST = re.compile(r"[A-Za-z0-9.-]+")
_IMAGE_SOURCE = re.compile(r"""\ssrc=["'](https?://[^/"'\s;,]+)""")


def json_ld(graph: Sequence[JsonObject]) -> Markup:
    """The content of a `<script type="application/ld+json">` element."""
    text = orjson.dumps({"@context": "https://schema.org", "@graph": graph}).decode()
    for character, escaped in _ESCAPES.items():
        text = text.replace(character, escaped)
    return Markup(text)  # noqa: S704 - `<` is escaped


def publisher(site: Site, logo: str) -> JsonObject:
    """The publication as a NewsMediaOrganization; `logo` is an absolute URL."""
    organization: JsonObject = {
        "@type": "NewsMediaOrganization",
        "@id": f"{site.base_url}/#publisher",
        "name": site.name,
        "url": f"{site.base_url}/",
        "logo": {"@type": "ImageObject", "url": logo},
    }
    if site.publishing_principles_url:
        organization["publishingPrinciples"] = site.publishing_principles_url
    if site.same_as:
        organization["sameAs"] = list(site.same_as)
    return organization


def news_article(site: Site, view: ArticleView, images: Sequence[JsonObject]) -> JsonObject:
    """The article as a NewsArticle, with the properties that Google's guidelines ask for."""
    entry, story = view.entry, view.story
    page = url(site, entry.path)
    article: JsonObject = {
        "@type": "NewsArticle",
        "@id": f"{page}#article",
        "mainEntityOfPage": page,
        "url": page,
        "headline": entry.title,
        "description": entry.description,
        "image": list(images),
        "thumbnailUrl": images[0]["url"],
        "datePublished": entry.published.isoformat(timespec="seconds"),
        "dateModified": entry.updated.isoformat(timespec="seconds"),
        "author": authors(site, view),
        "publisher": {"@id": f"{site.base_url}/#publisher"},
        "inLanguage": entry.language,
        "isAccessibleForFree": True,
        "wordCount": view.word_count,
        "keywords": list(dict.fromkeys([*entry.tags, *view.keywords])),
        "articleSection": entry.section,
        "about": [{"@type": "Thing", "name": tag} for tag in entry.tags],
        "alternativeHeadline": story.subtitle,
        "contentLocation": story.place and {"@type": "Place", "name": story.place},
        "correction": story.correction,
        "isBasedOn": story.canonical_url,
        "commentCount": story.comments,
        "workTranslation": [
            {"@type": "NewsArticle", "url": address, "inLanguage": language}
            for language, address in view.translations.items()
        ],
    }
    return {key: value for key, value in article.items() if value not in (None, "", [])}


def authors(site: Site, view: ArticleView) -> list[JsonObject]:
    """A Person for each name; the publication itself if the article has no byline."""
    if not view.story.authors:
        return [{"@type": "Organization", "name": site.name, "url": f"{site.base_url}/"}]
    people = []
    for author in view.story.authors:
        person: JsonObject = {
            "@type": "Person",
            "name": author.name,
            "url": url(site, listing_path("author", key_of(author.name))),
        }
        if author.url:
            person["sameAs"] = author.url
        if author.role:
            person["jobTitle"] = author.role
        people.append(person)
    return people


def breadcrumbs(trail: Iterable[tuple[str, str]]) -> JsonObject:
    """A BreadcrumbList of names and absolute URLs, from the front page down."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": target}
            for position, (name, target) in enumerate(trail, 1)
        ],
    }


def collection(
    site: Site, path: str, title: str, language: str, entries: Sequence[Entry]
) -> JsonObject:
    """A listing as a CollectionPage with the articles on it."""
    return {
        "@type": "CollectionPage",
        "url": url(site, path),
        "name": title,
        "inLanguage": language,
        "isPartOf": {"@id": f"{site.base_url}/#website"},
        "mainEntity": {
            "@type": "ItemList",
            "itemListElement": [
                {"@type": "ListItem", "position": position, "url": url(site, entry.path)}
                for position, entry in enumerate(entries, 1)
            ],
        },
    }


def website(site: Site) -> JsonObject:
    """The site as a WebSite, from which search engines take its name."""
    return {
        "@type": "WebSite",
        "@id": f"{site.base_url}/#website",
        "url": f"{site.base_url}/",
        "name": site.name,
        "inLanguage": site.language,
        "publisher": {"@id": f"{site.base_url}/#publisher"},
    }


def image_origins(html: str) -> set[str]:
    """The origins that the images in sanitised HTML come from."""
    return {origin(source) for source in _IMAGE_SOURCE.findall(html)} if "src=" in html else set()


def origin(address: str) -> str:
    """The origin of an absolute URL as a source of the policy: a host without a scheme allows the
    page's own scheme or a safer one. Empty if the host is invalid and could end the directive.
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", f":{parts.port}" if parts.port else ""
        host = host if host.isascii() else host.encode("idna").decode()
    except ValueError:  # UnicodeError is one
        return ""
    if not _HOST.fullmatch(host):
        return ""
    return f"https://{host}{port}" if parts.scheme == "https" else host + port


def source_hash(text: str) -> str:
    """The source expression that allows exactly this inline style."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def content_security_policy(
    origins: Iterable[str] = (), *, style: str = "'self'", script: str = "", form: str = "'none'"
) -> str:
    """The policy of a page that may load images from its own origin and `origins`, nothing else.

    `connect-src 'self'` is allowed because Lighthouse fetches robots.txt from within the page.
    """
    rules = [
        "default-src 'none'",
        " ".join(["img-src 'self'", *sorted(filter(None, origins))]),
        f"style-src {style}",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        f"form-action {form}",
    ]
    if script:
        rules.append(f"script-src {script}")
    return "; ".join(rules)
