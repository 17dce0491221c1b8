"""Reads versions of an article with their content, and renders them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from matbaa.pages import Press
from matbaa.settings import get_settings
from matbaa.story import Story
from matbaa.submission import PubStatus
from matbaa.texts import Texts, load_story, load_texts
from matbaa.view import article_view, entry_of
from models import Article, Revision
from tasks.publications import press_of


@dataclass(frozen=True, slots=True)
class Read:
    """A revision with its content: `story` is None before `ingest`, `texts` before `summarize`."""

    revision: Revision
    story: Story | None
    texts: Texts | None


def read(session: Session, article_id: str, rev: int) -> Read | None:
    """The revision `rev` of an article, or None."""
    found = session.scalar(
        select(Revision).where(Revision.article_id == article_id, Revision.rev == rev)
    )
    if found is None:
        return None
    return Read(
        found,
        load_story(found.story) if found.story else None,
        load_texts(found.texts) if found.texts else None,
    )


def print_page(article: Article, version: Read, story: Story, texts: Texts) -> bytes:
    """The article's page as this version shows, or would show, it to readers."""
    press = press_of(article.site)
    if story.status is not PubStatus.USABLE:
        return press.gone(article.path or "", story.language).body
    return _printed(press, article, version, story, texts)


def _printed(press: Press, article: Article, version: Read, story: Story, texts: Texts) -> bytes:
    entry = entry_of(
        story,
        texts,
        get_settings().site(article.site),
        article_id=article.id,
        revision=version.revision.rev,
        path=version.revision.path or article.path or "preview/",
        received=version.revision.created_at,
        first_received=article.created_at,
    )
    return press.article(article_view(story, texts, entry))[0].body
