"""Pages at addresses that an article has left: tombstones (410, 404), notices and redirects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import unquote

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from matbaa.pages import Entry, Press
from matbaa.pages.paths import url
from matbaa.story import Story
from matbaa.submission import PubStatus
from models import Article, PageRow, Revision, Takedown
from models.pages import Rendered

#: The files at an article's address in every theme. `index.html` is last, as `lite/` has one too.
_PARTS = ("lite/index.html", "article.json", "index.html")
_HTML, _JSON = "text/html; charset=utf-8", "application/json"
_STATUS = {Takedown.GONE: 410, Takedown.MISSING: 404, Takedown.REDIRECT: 301}


@dataclass(frozen=True, slots=True)
class Standing:
    """A page that an article has or had, according to its page row."""

    path: str
    content_type: str


def is_for_readers(story: Story, now: datetime | None = None) -> bool:
    """Whether readers may see the story: it is usable and not expired."""
    return why_hidden(story, now) is None


def why_hidden(story: Story, now: datetime | None = None) -> str | None:
    """Why readers may not see the story, as a sentence for its producer; None if they may."""
    if story.status is not PubStatus.USABLE:
        return f"status: is {story.status.value}, so readers do not see it"
    if story.expire_at is not None and story.expire_at <= (now or datetime.now(UTC)):
        return "expire_at: has passed, so readers do not see it"
    return None


def standing(session: Session, article_ids: Collection[str]) -> dict[str, list[Standing]]:
    """The pages that these articles ever had, by article id."""
    found: dict[str, list[Standing]] = defaultdict(list)
    if article_ids:
        rows = session.execute(
            select(PageRow.article_id, PageRow.path, PageRow.content_type)
            .where(PageRow.article_id.in_(article_ids))
            .order_by(PageRow.path)
        )
        for article_id, path, content_type in rows:
            found[article_id or ""].append(Standing(path, content_type))
    return found


@dataclass(frozen=True, slots=True)
class Undertaker:
    """Renders the pages that an article leaves behind, as of `revision`."""

    press: Press
    article: Article
    revision: Revision
    entry: Entry

    def tombstones(self, story: Story, pages: Iterable[Standing]) -> list[Rendered]:
        """The replacements for all pages of an article that was taken down."""
        usual = Takedown.MISSING if story.status is PubStatus.WITHHELD else Takedown.GONE
        takedown = self.revision.takedown or usual
        return [self._tombstone(page, takedown) for page in pages]

    def signposts(self, pages: Iterable[Standing], printed: Collection[str]) -> list[Rendered]:
        """Redirects from all pages at a former address to their counterparts at the present one.

        `printed` are the paths of the present pages.
        """
        posts = []
        for page in pages:
            part = _part(page.path)
            if page.path not in printed and part is not None:
                to = self.entry.path + part.removesuffix("index.html")
                posts.append(self._signpost(page, to))
        return posts

    def _tombstone(self, page: Standing, takedown: Takedown) -> Rendered:
        to = self._destination()
        if takedown is Takedown.REDIRECT and to is not None:
            return self._signpost(page, to)
        location = self.revision.leads_to if takedown is Takedown.REDIRECT else None
        body, content_type = self._words(page, takedown)
        return self._rendered(page, "error", body, content_type, _STATUS[takedown], location)

    def _words(self, page: Standing, takedown: Takedown) -> tuple[bytes, str]:
        directory, language = page.path.removesuffix("index.html"), self.entry.language
        if not page.content_type.startswith("text/html"):
            uri = url(self.press.site, self.entry.path)
            said = {"uri": uri, "version": str(self.revision.rev), "pubStatus": "canceled"}
            return orjson.dumps(said), _JSON
        if takedown is Takedown.MISSING:
            return self.press.missing(directory, language).body, _HTML
        notice = self.revision.notice
        headline = self.entry.title if notice else None
        page_ = self.press.gone(directory, language, headline=headline, notice=notice)
        return page_.body, _HTML

    def _signpost(self, page: Standing, to: str) -> Rendered:
        location = url(self.press.site, to)
        if page.content_type.startswith("text/html"):
            directory = page.path.removesuffix("index.html")
            body = self.press.redirect(directory, to, self.entry.language).body
            return self._rendered(page, "redirect", body, _HTML, 301, location)
        body = orjson.dumps({"location": location})
        return self._rendered(page, "redirect", body, _JSON, 301, location)

    def _destination(self) -> str | None:
        """The path on this site that the article redirects to; None for another site's address."""
        to, base = self.revision.leads_to or "", f"{self.press.site.base_url}/"
        if to.startswith(base):
            return unquote(to.removeprefix(base))
        return None if "://" in to else unquote(to.lstrip("/"))

    def _rendered(
        self,
        page: Standing,
        kind: str,
        body: bytes,
        content_type: str,
        status: int,
        location: str | None,
    ) -> Rendered:
        return Rendered(
            site=self.article.site,
            path=page.path,
            kind=kind,
            content_type=content_type,
            body=body,
            rev=self.revision.rev,
            article_id=self.article.id,
            status=status,
            location=location,
        )


def _part(path: str) -> str | None:
    """Which of `_PARTS` is at `path`, if any."""
    return next((part for part in _PARTS if path.endswith(f"/{part}")), None)
