"""I5: listings, feeds and sitemaps on storage show exactly what is published, as it is now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from tests.faults.bucket import Bucket
from tests.faults.newsroom import Newsroom

_LOCATION = re.compile(r"<loc>([^<]+)</loc>")
_HEADLINE = re.compile(r"Story (\S+), version (\d+)")


def broken(room: Newsroom, bucket: Bucket) -> list[str]:
    """Statements on storage that are not true."""
    live = {row[0]: row[1] for row in room.rows("SELECT path, id FROM articles WHERE live")}
    shown = set(_in_sitemaps(room, bucket))
    missing = [path for path in live if path not in shown]
    broken = [f"I5 not in the sitemaps: {len(missing)}, such as {missing[:2]}"] if missing else []
    old = [*_outdated(room, bucket)]
    return broken + ([f"I5 listings with old headlines: {len(old)}, {old[:2]}"] if old else [])


def _in_sitemaps(room: Newsroom, bucket: Bucket) -> Iterator[str]:
    for body in _bodies(room, bucket, ("sitemap",)):
        for location in _LOCATION.findall(body):
            yield unquote(urlsplit(location).path).lstrip("/")


def _outdated(room: Newsroom, bucket: Bucket) -> Iterator[str]:
    """Headlines that differ from those of the published revision."""
    published = room.published()
    for body in _bodies(room, bucket, ("front", "archive", "section", "feed")):
        for article, version in set(_HEADLINE.findall(body)):
            if published.get(article) != int(version):
                yield f"{article} {version}, published {published.get(article)}"


def _bodies(room: Newsroom, bucket: Bucket, kinds: tuple[str, ...]) -> Iterator[str]:
    for path, kind in room.rows("SELECT path, kind FROM pages WHERE status = 200"):
        if kind in kinds and (found := bucket.get(path)):
            yield found.body.decode("utf-8", "replace")
