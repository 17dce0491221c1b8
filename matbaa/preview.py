"""Shows what the pipeline would make of a document, without running it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from matbaa.compose import compose
from matbaa.errors import Rejected
from matbaa.formats import Context, Limits, parse
from matbaa.pages import Press, short_id
from matbaa.settings import Site, get_settings
from matbaa.story import Parsed, Story
from matbaa.texts import Texts, write_texts
from matbaa.view import article_view, entry_of


@dataclass(frozen=True, slots=True)
class Prepared:
    """A story with its texts, and the id that it would have."""

    article_id: str
    story: Story
    texts: Texts


@dataclass(frozen=True, slots=True)
class Refused:
    """A rejected article of a document, with the id that it would have."""

    article_id: str
    error: Rejected


@dataclass(slots=True)
class Preview:
    """Prepares documents for one site, as if received at the time `received`."""

    received: datetime
    site: Site = field(default_factory=lambda: get_settings().site())

    def prepare(
        self,
        content: str | bytes,
        *,
        name: str = "",
        id: str | None = None,
        format: str | None = None,
        title: str | None = None,
        language: str | None = None,
    ) -> Iterator[Prepared | Refused]:
        """Each article in a document, or why it is rejected.

        Raises Rejected with the field at fault if the whole document cannot be read.
        """
        context = Context(
            received=self.received,
            zone=self.site.zone,
            language=self.site.language,
            name=name or None,
            title=title,
            limits=Limits.of(get_settings()),
        )
        known = {"title": title, "language": language, "id": id}
        known = {key: value for key, value in known.items() if value}
        for number, parsed in enumerate(parse(content, format=format, context=context), 1):
            submission = parsed.submission.model_copy(update=known)
            article_id = submission.id or name or "preview"
            if parsed.refused is not None:
                article_id += f", article {number}"
            yield self._prepared(replace(parsed, submission=submission), article_id, context)

    def _prepared(self, parsed: Parsed, article_id: str, context: Context) -> Prepared | Refused:
        try:
            story = compose(parsed, context)
        except Rejected as error:
            return Refused(article_id, error)
        texts = write_texts(story, self.site, fallback_slug=short_id(article_id))
        return Prepared(article_id, story, texts)

    def page(self, prepared: Prepared) -> bytes:
        """The finished page."""
        press = Press(self.site, get_settings().templates_dir)
        entry = entry_of(
            prepared.story,
            prepared.texts,
            self.site,
            article_id=prepared.article_id,
            revision=1,
            path="preview/",
            received=self.received,
            first_received=self.received,
        )
        view = article_view(prepared.story, prepared.texts, entry)
        return press.article(view)[0].body

    def facts(self, prepared: Prepared) -> dict[str, Any]:
        """The data and generated texts of an article, as `matbaa preview --json` prints them."""
        story, texts = prepared.story, prepared.texts
        return {
            "id": prepared.article_id,
            "format": story.format,
            "language": story.language,
            "direction": story.direction,
            "title": story.title,
            "subtitle": story.subtitle,
            "authors": [author.name for author in story.authors],
            "published": _iso(story.published),
            "updated": _iso(story.updated),
            "section": story.section,
            "tags": list(story.tags),
            "place": story.place,
            "comments": story.comments,
            "views": story.views,
            "description": texts.description,
            "description_source": texts.description_source,
            "summary": list(texts.summary),
            "summary_source": texts.summary_method,
            "keywords": list(texts.keywords),
            "slug": texts.slug,
            "headings": list(story.headings),
            "text": story.text,
            "html": story.html,
            "images": [image.model_dump(exclude_none=True) for image in story.images],
            "guessed": sorted(story.guessed),
            "warnings": list(story.warnings),
        }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
