"""Several sites in one installation, and articles that are on more than one of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from matbaa.settings import get_settings
from matbaa.storage import MemoryStorage
from models import Article, DeadLetter
from models.session import look
from tasks import publications
from tests.conftest import Press

SITES = """
[sites.main]
name = "الصحيفة"
language = "ar"
timezone = "Asia/Baghdad"
base_url = "https://news.example"
storage_url = "memory:main"

[sites.world]
name = "The World Page"
language = "en"
timezone = "Europe/London"
base_url = "https://world.example/daily"
storage_url = "memory:world"
"""


@pytest.fixture
def sites(press: Press, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Press:
    file = tmp_path / "sites.toml"
    file.write_text(SITES)
    monkeypatch.setenv("MATBAA_SITES_FILE", str(file))
    get_settings.cache_clear()
    return press


def objects(site: str) -> dict[str, str]:
    storage = publications.storage_of(site)
    assert isinstance(storage, MemoryStorage)
    return {
        path: found.blob.body.decode(errors="replace") for path, found in storage.objects.items()
    }


def test_each_site_has_its_own_articles_language_and_addresses(sites: Press) -> None:
    sites.article(id="a", title="خبر", site="main", language="ar", body="<p>هذا خبر اليوم.</p>")
    sites.article(id="b", title="A story", site="world")
    sites.run()
    main, world = objects("main"), objects("world")
    assert 'lang="ar"' in main["index.html"]
    assert "A story" not in main["index.html"]
    assert 'lang="en"' in world["index.html"]
    assert "https://world.example/daily/sitemaps/news.xml" in world["robots.txt"]


def test_an_article_on_several_sites_is_an_article_of_each(sites: Press) -> None:
    answer = sites.article(id="a", title="A story", site="main", also_on=["world", "main"])
    sites.run()
    assert answer.rev == 1
    with look() as session:
        found = session.execute(select(Article.id, Article.site, Article.live).order_by(Article.id))
        assert found.all() == [("a", "main", True), ("a@world", "world", True)]
    assert "A story" in objects("main")["index.html"]
    assert "A story" in objects("world")["index.html"]


def test_changes_and_takedowns_apply_on_all_sites_of_an_article(sites: Press) -> None:
    for fields in ({"title": "A story"}, {"title": "Another"}, {"status": "canceled"}):
        sites.article(id="a", site="main", also_on=["world"], **fields)
        sites.run()
    for site in ("main", "world"):
        assert "Another" not in objects(site)["index.html"]
    with look() as session:
        assert session.scalars(select(Article.live)).all() == [False, False]


def test_an_unknown_further_site_is_refused_by_name(sites: Press) -> None:
    sites.article(id="a", site="main", also_on=["wrld"])
    sites.run()
    with look() as session:
        reason = session.scalars(select(DeadLetter.reason)).one()
    assert reason == "also_on: 'wrld' is not a known site; the sites are: main, world"
