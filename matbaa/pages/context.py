"""The context of all templates: words, dates, links and pictures for a language and a site."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from html import unescape
from typing import Any

import orjson
from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from matbaa.figures import likeness
from matbaa.pages import metadata, paths
from matbaa.pages.body import SOURCE, rank
from matbaa.pages.compiling import Macros
from matbaa.pages.dates import date_text, digits, time_text
from matbaa.pages.pieces import together
from matbaa.pages.theme import Theme, content_type
from matbaa.pages.translations import catalog, direction_of, locale_of, name_of, spoken, way
from matbaa.pages.values import ArticleView, Entry, Page, Rendition
from matbaa.settings import Site
from matbaa.submission import Image

_TITLE_LENGTH = 70
#: Characters of a title that are kept even if escaping lengthens it.
_LEAST_TITLE = 30
_ISOLATES = {"rtl": "\u2067", "ltr": "\u2066"}
_POP_ISOLATE = "\u2069"
#: Pictures for sharing a page that has none of its own: name, width and height.
_CARDS = (("card-16x9.png", 1200, 675), ("card-4x3.png", 1200, 900), ("card-1x1.png", 1200, 1200))


#: The functions that templates are given.
_PLAIN = frozenset(
    {
        "_", "plural", "number", "day", "time", "asset", "section_path", "tag_path", "author_path",
        "listing_path", "direction_of", "name_of", "way", "isolated",
    }
)  # fmt: skip


class Chrome:
    """The values that all templates of a site share, computed once per language."""

    def __init__(self, site: Site, theme: Theme) -> None:
        self._site = site
        self._theme = theme
        self.of = lru_cache(maxsize=128)(self._of)
        environment, base, zone = theme.environment, paths.base_path(site), site.zone
        environment.filters.update(
            href=lambda path: base + paths.quoted(path),
            url=lambda path: paths.url(site, path),
            local=lambda address: paths.local(site, address),
            quote=lambda text: paths.percent_encoded(str(text)),
            together=together,
            iso=lambda moment: moment.astimezone(zone).isoformat(timespec="seconds"),
        )
        environment.known.update(
            site=site,
            base=base,
            asset=lambda name: paths.href(site, theme.assets[name].path),
            site_direction=direction_of(site.language),
            default_csp=metadata.content_security_policy(),
        )
        environment.globals.update(
            environment.known,
            section_path=lambda name: paths.listing_path("section", paths.key_of(name)),
            tag_path=lambda name: paths.listing_path("tag", paths.key_of(name)),
            author_path=lambda name: paths.listing_path("author", paths.key_of(name)),
            listing_path=paths.listing_path,
            direction_of=direction_of,
            name_of=name_of,
            way=way,
            isolated=lambda entry: isolated(entry, site),
        )
        environment.plain = _PLAIN

    def _of(self, language: str, direction: str | None = None) -> dict[str, Any]:
        """Words and dates for a page in `language`, or in the site's if that has no catalog."""
        words = spoken(language, self._site.language)
        messages = catalog(words)
        edition = self._site.language
        zone = self._site.zone
        locale = locale_of(words, edition)

        @lru_cache(maxsize=512)
        def number(value: int) -> str:
            return digits(format_decimal(value, locale=locale), locale)

        @lru_cache(maxsize=512)
        def plural(one: str, many: str, n: int) -> str:
            return messages.ngettext(one, many, n) % {"n": number(n)}

        def day(moment: datetime) -> str:
            return date_text(moment.astimezone(zone), words, edition)

        def time(moment: datetime) -> str:
            return time_text(moment.astimezone(zone), words, edition)

        values: dict[str, Any] = {
            "lang": language,
            "dir": direction or direction_of(language),
            "og_locale": _og_locale(language),
            "words": words,
            #: `lang` and `dir` for words that are not in the page's language.
            "in_words": Markup("")
            if words == language
            else Markup(' lang="{}" dir="{}"').format(words, direction_of(words)),
            "words_dir": direction_of(words),
            "_": lru_cache(maxsize=512)(messages.gettext),
            "plural": plural,
            "number": number,
            "day": day,
            "time": time,
        }
        values["macros"] = Macros(self._theme.environment, values)
        return values

    def root_files(self) -> list[Page]:
        """Files that crawlers and browsers request by a fixed name."""
        files = {
            **self._theme.files,
            "robots.txt": self._robots(),
            "llms.txt": self._llms(),
            "site.webmanifest": self._manifest(),
        }
        if key := self._site.indexnow_key:
            files[f"{key}.txt"] = key.encode()
        return [Page(name, "file", content_type(name), body) for name, body in files.items()]

    def _robots(self) -> bytes:
        sitemaps = ("sitemap.xml", "sitemaps/news.xml")
        lines = [
            "User-agent: *",
            "Allow: /",
            "",
            *(f"Sitemap: {paths.url(self._site, s)}" for s in sitemaps),
        ]
        return "\n".join([*lines, ""]).encode()

    def _llms(self) -> bytes:
        """A description of the site and its machine-readable parts (https://llmstxt.org)."""
        site = self._site
        parts = {
            "feed.xml": "RSS of the newest articles",
            "feed.json": "the same as JSON Feed",
            "sitemap.xml": "every article by day",
            "archive/": "every article, newest first",
        }
        lines = [f"- [{path}]({paths.url(site, path)}): {what}" for path, what in parts.items()]
        about = [f"# {site.name}", "", f"> {site.tagline or site.name}", ""]
        hint = "Next to every article stand article.json (IPTC ninjs 3.1) and lite/ (text only)."
        return "\n".join([*about, hint, "", "## Lists", "", *lines, ""]).encode()

    def _manifest(self) -> bytes:
        site, assets = self._site, self._theme.assets
        icons = [
            {
                "src": paths.href(site, assets[f"icon-{size}.png"].path),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": "any maskable",
            }
            for size in (192, 512)
        ]
        return orjson.dumps(
            {
                "name": site.name,
                "short_name": site.name,
                "description": site.tagline or site.name,
                "lang": site.language,
                "dir": direction_of(site.language),
                "start_url": paths.base_path(site),
                "scope": paths.base_path(site),
                "display": "browser",
                "background_color": "#fffdf9",
                "theme_color": "#fffdf9",
                "icons": icons,
            },
            option=orjson.OPT_INDENT_2,
        )


def isolated(entry: Entry, site: Site) -> str:
    """A title for plain text: within Unicode isolates if its direction differs from the site's."""
    if entry.direction == direction_of(site.language):
        return entry.title
    return f"{_ISOLATES[entry.direction]}{entry.title}{_POP_ISOLATE}"


def page_title(site: Site, entry: Entry) -> str:
    """`headline - brand`, within the length that search engines show. If it is too long, the brand
    is dropped before the headline is cut.
    """
    full = f"{entry.title} - {site.name}"
    room = max(_LEAST_TITLE, _TITLE_LENGTH - (len(escape(full)) - len(full)))
    if len(full) <= room:
        return full
    words = textwrap.shorten(entry.title, room, placeholder="…")
    return words if words != "…" else f"{entry.title[: room - 1]}…"


def _og_locale(language: str) -> str:
    """The language with a territory, as Open Graph requires; CLDR's likeliest if none is given."""
    try:
        locale = Locale.parse(
            get_global("likely_subtags").get(tag := language.replace("-", "_"), tag)
        )
    except (UnknownLocaleError, ValueError):
        return language
    return f"{locale.language}_{locale.territory}" if locale.territory else locale.language


class Images:
    """The pictures of an article for pages and for machine-readable metadata."""

    def __init__(self, site: Site, theme: Theme) -> None:
        self._cards = [
            {
                "@type": "ImageObject",
                "url": paths.url(site, theme.assets[name].path),
                "width": {"@type": "QuantitativeValue", "value": width},
                "height": {"@type": "QuantitativeValue", "value": height},
            }
            for name, width, height in _CARDS
        ]
        self._card = Image.model_construct(
            url=paths.url(site, theme.assets[_CARDS[0][0]].path),
            alt=site.name,
            width=_CARDS[0][1],
            height=_CARDS[0][2],
        )

    def lead(self, view: ArticleView) -> dict[str, Any] | None:
        """The lead image with its sizes by media type; None if the body shows it already."""
        image = next(iter(view.story.images), None)
        if image is None or likeness(image.url) in _likenesses(view.story.html):
            return None
        sizes = view.renditions.get(image.url, ())
        by_type: dict[str, list[Rendition]] = {}
        for size in sorted(sizes, key=lambda size: (rank(size.type), size.width)):
            by_type.setdefault(size.type, []).append(size)
        plain = by_type.pop("image/jpeg", None) or by_type.pop("image/png", [])
        return {"image": image, "sources": by_type, "plain": plain}

    def share(self, view: ArticleView) -> Image:
        """The picture shown when the article is shared: its lead image, or the site's card."""
        return view.story.images[0] if view.story.images else self._card

    def for_machines(self, view: ArticleView) -> Sequence[dict[str, Any]]:
        """ImageObjects for JSON-LD: the article's own, or the site's cards."""
        if not view.story.images:
            return self._cards
        return [_image_object(image) for image in view.story.images[:3]]


def _likenesses(body: str) -> set[str]:
    return {likeness(unescape(address)) for address in SOURCE.findall(body)}


def _image_object(image: Image) -> dict[str, Any]:
    value: dict[str, Any] = {"@type": "ImageObject", "url": image.url}
    for key in ("width", "height"):
        if size := getattr(image, key):
            value[key] = {"@type": "QuantitativeValue", "value": size}
    if image.caption:
        value["caption"] = image.caption
    if image.credit:
        value["creditText"] = image.credit
    return value
