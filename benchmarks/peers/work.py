"""The library calls that all peers share; they differ only in what surrounds these."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import boto3

from matbaa.compose import compose
from matbaa.formats import Context, open_envelope
from matbaa.pages import Press, short_id
from matbaa.settings import Site, get_settings
from matbaa.story import Story
from matbaa.texts import Texts, write_texts
from matbaa.view import article_view, entry_of

_NOW = datetime(2026, 11, 1, tzinfo=UTC)


@lru_cache
def press() -> Press:
    """The Press, with its templates compiled once per process."""
    return Press(get_settings().site(), get_settings().templates_dir)


@lru_cache
def s3() -> Any:
    """A boto3 client, created as in boto3's documentation."""
    return boto3.client("s3", endpoint_url=os.environ["MATBAA_S3_ENDPOINT_URL"])


def ingest(payload: str) -> Story:
    """Parse and compose a submission."""
    site = press().site
    context = Context(received=_NOW, zone=site.zone, language=site.language)
    return compose(open_envelope(payload, context=context)[0], context)


def summarize(story: Story, article_id: str) -> Texts:
    """Write summary, description, keywords and slug."""
    return write_texts(story, press().site, fallback_slug=short_id(article_id))


def render(story: Story, texts: Texts, article_id: str) -> list[tuple[str, str, bytes]]:
    """Render the article's pages: path, content type and body of each."""
    site: Site = press().site
    entry = entry_of(
        story,
        texts,
        site,
        article_id=article_id,
        revision=1,
        path=press().article_path(published=_NOW, slug=texts.slug, article_id=article_id),
        received=_NOW,
        first_received=_NOW,
    )
    pages = press().article(article_view(story, texts, entry))
    return [(page.path, page.content_type, page.body) for page in pages]


def upload(pages: list[tuple[str, str, bytes]], prefix: str) -> None:
    """Upload each page below `prefix`."""
    for path, content_type, body in pages:
        s3().put_object(Bucket="site", Key=f"{prefix}/{path}", Body=body, ContentType=content_type)
