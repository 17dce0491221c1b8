"""The press: renders plain values into the pages of one site."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from markupsafe import Markup

from matbaa import __version__, feeds, ninjs, search
from matbaa.pages import metadata, paths
from matbaa.pages.body import at_home, finish, without_media
from matbaa.pages.context import Chrome, Images, page_title
from matbaa.pages.theme import Theme
from matbaa.pages.values import ArticleView, Entry, Listing, Page, PageKind
from matbaa.settings import Site

_HTML = "text/html; charset=utf-8"


class Press:
    """Renders all pages of `site` with its theme. Create one per process and site: templates are
    compiled on first use and cached. Raises FileNotFoundError for an unknown theme.
    """

    def __init__(self, site: Site, templates_dir: Path) -> None:
        self.site = site
        self.theme = Theme(templates_dir, site.theme)
        self._chrome = Chrome(site, self.theme)
        self._images = Images(site, self.theme)
        self._lite_style = self.theme.text("lite.css")
        self._lite_csp = metadata.content_security_policy(
            style=metadata.source_hash(self._lite_style)
        )
        self._logo = site.logo_url or paths.url(site, self.theme.assets["icon-512.png"].path)

    @property
    def fingerprint(self) -> str:
        """A hash of version, theme, translations and settings; if it changes, so may all pages."""
        parts = (__version__, self.theme.fingerprint, self.site.model_dump_json())
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]

    def article_path(self, *, published: datetime, slug: str, article_id: str) -> str:
        """The directory URL of an article on this site, `2025/04/10/<slug>-<short id>/`."""
        return paths.article_path(self.site, published=published, slug=slug, article_id=article_id)

    def article(self, view: ArticleView) -> list[Page]:
        """The article's page, its text-only edition and its ninjs document."""
        entry, html = view.entry, view.story.html
        title = page_title(self.site, entry)
        body = finish(html, entry.direction, view.renditions)
        plain = without_media(html)
        lite = body if plain == html else finish(plain, entry.direction)
        return [
            self._article_page(view, title, body),
            self._lite_page(view, title, lite),
            Page(
                f"{entry.path}article.json",
                "ninjs",
                "application/json",
                ninjs.dumps(self.site, view),
            ),
        ]

    def listing(self, listing: Listing) -> Page:
        """One page of a section, a tag, an author or the archive."""
        path = paths.listing_path(listing.kind, listing.key, listing.page_number)
        chrome = self._chrome.of(self.site.language)
        title = listing.title or str(chrome["_"]("Archive"))
        graph = [
            metadata.publisher(self.site, self._logo),
            metadata.website(self.site),
            metadata.collection(self.site, path, title, self.site.language, listing.entries),
            metadata.breadcrumbs(
                [(self.site.name, f"{self.site.base_url}/"), (title, self._url(path))]
            ),
        ]
        return self._page(
            "listing.html",
            listing.kind,
            path,
            chrome,
            listing=listing,
            heading=title,
            json_ld=metadata.json_ld(graph),
            csp=self._csp(listing.entries),
            feeds=""
            if listing.kind == "archive"
            else paths.listing_path(listing.kind, listing.key),
        )

    def front(self, entries: Sequence[Entry], sections: Sequence[Listing] = ()) -> Page:
        """The front page: `entries` newest first, then a block for each of `sections`."""
        chrome = self._chrome.of(self.site.language)
        shown = [*entries, *(entry for listing in sections for entry in listing.entries)]
        graph = [
            metadata.publisher(self.site, self._logo),
            metadata.website(self.site),
            metadata.collection(self.site, "", self.site.name, self.site.language, entries),
        ]
        return self._page(
            "front.html",
            "front",
            "",
            chrome,
            entries=entries,
            sections=sections,
            json_ld=metadata.json_ld(graph),
            csp=self._csp(shown),
            feeds="",
        )

    def directory(self, sections: Sequence[str] = (), tags: Sequence[str] = ()) -> Page:
        """All sections and tags by name; `section/index.html`."""
        path = paths.listing_path("section")
        chrome = self._chrome.of(self.site.language)
        return self._page("directory.html", "directory", path, chrome, sections=sections, tags=tags)

    def search(self) -> Page:
        """The search page."""
        chrome = self._chrome.of(self.site.language)
        csp = metadata.content_security_policy(script="'self'", form="'self'")
        return self._page("search.html", "search", "search/", chrome, csp=csp)

    def gone(
        self,
        path: str,
        language: str | None = None,
        *,
        headline: str | None = None,
        notice: str | None = None,
    ) -> Page:
        """The page (410) in place of an article that was taken down; `notice` tells readers why,
        under the article's former `headline`.
        """
        chrome = self._chrome.of(language or self.site.language)
        return self._page("410.html", "error", path, chrome, headline=headline, notice=notice)

    def missing(self, path: str, language: str | None = None) -> Page:
        """The page (404) in place of an article that should look as if it had never existed."""
        chrome = self._chrome.of(language or self.site.language)
        return self._page("404.html", "error", path, chrome)

    def redirect(self, path: str, to: str, language: str | None = None) -> Page:
        """The page that redirects from the directory URL `path` to another one of this site."""
        chrome = self._chrome.of(language or self.site.language)
        return self._page("redirect.html", "redirect", path, chrome, target=to)

    def assets(self) -> list[Page]:
        """All objects that do not depend on an article, and the `beginnings`."""
        fixed = [*self.theme.assets.values(), *self._chrome.root_files(), *self._fixed_pages()]
        return [*fixed, *self.beginnings()]

    def beginnings(self) -> list[Page]:
        """Empty versions of the pages that every page links to: front page, archive, the configured
        sections with their feeds, the search index. The first build with an article replaces them.
        """
        names = self.site.sections
        sections = [Listing("section", paths.key_of(name), name, ()) for name in names]
        channels = [feeds.Channel(), *(_channel(section) for section in sections)]
        return [
            self.front(()),
            self.directory(names),
            *(self.listing(each) for each in (Listing("archive", "", "", ()), *sections)),
            *(page for channel in channels for page in feeds.pages(self.site, (), channel)),
            search.open_page((), ()),
        ]

    def _fixed_pages(self) -> list[Page]:
        chrome = self._chrome.of(self.site.language)
        errors = [
            replace(page, path=name)
            for name, page in (("404.html", self.missing("")), ("410.html", self.gone("")))
        ]
        about = self._page("about.html", "file", "about/", chrome)
        return [*errors, about, self.search()]

    def _article_page(self, view: ArticleView, title: str, body: str) -> Page:
        entry = view.entry
        chrome = self._chrome.of(entry.language, entry.direction)
        lead = self._images.lead(view)
        graph = [
            metadata.news_article(self.site, view, self._images.for_machines(view)),
            metadata.breadcrumbs(self._trail(entry)),
            metadata.publisher(self.site, self._logo),
        ]
        return self._page(
            "article.html",
            "article",
            entry.path,
            chrome,
            view=view,
            entry=entry,
            story=view.story,
            lead=lead,
            share_image=self._images.share(view),
            page_title=title,
            body=self._at_home(body),
            json_ld=metadata.json_ld(graph),
            csp=self._csp([entry, *view.related], view),
        )

    def _at_home(self, body: str) -> Markup:
        base = paths.base_path(self.site)
        return Markup(at_home(body, self.site.base_url, base))  # noqa: S704 - sanitised when it was composed

    def _lite_page(self, view: ArticleView, title: str, body: str) -> Page:
        chrome = self._chrome.of(view.entry.language, view.entry.direction)
        return self._page(
            "lite.html",
            "lite",
            f"{view.entry.path}lite/",
            chrome,
            view=view,
            entry=view.entry,
            story=view.story,
            page_title=title,
            style=Markup(self._lite_style),  # noqa: S704 - the theme's own
            csp=self._lite_csp,
            body=Markup(body),  # noqa: S704 - idem
        )

    def _trail(self, entry: Entry) -> list[tuple[str, str]]:
        trail = [(self.site.name, f"{self.site.base_url}/")]
        if entry.section:
            section = paths.listing_path("section", paths.key_of(entry.section))
            trail.append((entry.section, self._url(section)))
        return [*trail, (entry.title, self._url(entry.path))]

    def _csp(self, entries: Sequence[Entry], view: ArticleView | None = None) -> str:
        origins = {metadata.origin(entry.image.url) for entry in entries if entry.image}
        if view is not None:
            origins |= metadata.image_origins(view.story.html)
            origins |= {
                metadata.origin(size.url) for sizes in view.renditions.values() for size in sizes
            }
        return metadata.content_security_policy(origins)

    def _url(self, path: str) -> str:
        return paths.url(self.site, path)

    def _page(
        self, template: str, kind: PageKind, path: str, chrome: dict[str, Any], **values: Any
    ) -> Page:
        body = self._render(template, chrome, path=path, **values)
        return Page(f"{path}index.html", kind, _HTML, body)

    def _render(self, template: str, chrome: dict[str, Any], **values: Any) -> bytes:
        page = self.theme.environment.get_template(template)
        return unicodedata.normalize("NFC", page.render({**chrome, **values})).encode()


def _channel(listing: Listing) -> feeds.Channel:
    return feeds.Channel(listing.title, paths.listing_path(listing.kind, listing.key))
