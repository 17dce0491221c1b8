"""Publishes articles whose pictures are on another site's server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import select, update

from matbaa.settings import get_settings
from models import PictureOrder
from models.base import db_now
from models.session import look, transaction
from tasks import pictures
from tasks.site import build_site
from tests.conftest import Press
from tests.pictures import server

BODY = "<p>The river rose overnight and flooded the old town. Two bridges were closed.</p>"
PNG = {"Content-Type": "image/png"}
#: The networks from which pictures may be fetched in tests.
LOOPBACK = '["127.0.0.0/8"]'


@contextmanager
def host(
    monkeypatch: pytest.MonkeyPatch, answers: dict[str, tuple[int, dict[str, str], bytes]]
) -> Iterator[str]:
    """A server of another site from which pictures may be fetched; yields its base URL."""
    with server(answers) as port:
        monkeypatch.setenv("MATBAA_FETCH_IMAGES", "true")
        monkeypatch.setenv("MATBAA_IMAGE_NETWORKS", LOOPBACK)
        monkeypatch.setenv("MATBAA_IMAGE_PORTS", f"[{port}]")
        get_settings.cache_clear()
        yield f"http://127.0.0.1:{port}"


def fetch_all(press: Press) -> None:
    """Publish, fetch the ordered pictures, render again, and update the site."""
    press.run()
    with transaction() as session:
        session.execute(update(PictureOrder).values(due_at=db_now()))
    with look() as session:
        ids = session.scalars(select(PictureOrder.article_id)).all()
    for article_id in ids:
        pictures.illustrate.run(article_id)
    press.run()
    build_site.run("main")
    press.run()


def page_of(press: Press) -> str:
    """The page of the only article."""
    path = next(
        path for path in press.storage.paths() if re.match(r"2\d+(/[^/]+){3}/index.html", path)
    )
    found = press.storage.get(path)
    assert found is not None
    return found.blob.body.decode()


def media_of(press: Press) -> dict[str, str]:
    """The HTTP status of every rendition on storage, by path."""
    found = {path: press.storage.head(path) for path in press.storage.paths()}
    return {
        path: each.blob.metadata.get("status", "200")
        for path, each in found.items()
        if path.startswith("media/") and each is not None
    }
