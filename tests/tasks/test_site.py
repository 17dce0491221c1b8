"""Listings, feeds, sitemaps and search follow changes of the articles."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from matbaa.errors import ServiceUnavailable
from matbaa.storage import Blob
from models import Article, Dirty, PageRow
from models.session import look
from tasks import site
from tasks.neighbours import forget
from tests.conftest import Press
from tests.entries import entry


def body(press: Press, path: str) -> str:
    return press.storage.objects[path].blob.body.decode()


def etags(press: Press) -> dict[str, str]:
    return {path: found.etag for path, found in press.storage.objects.items()}


def publish(press: Press, count: int, *, start: int = 0, **fields: Any) -> None:
    day = datetime(2026, 3, 1, tzinfo=UTC)
    press.submit(
        *(
            entry(
                id=f"a{number}",
                title=f"Story number {number}",
                published=(day + timedelta(minutes=number)).isoformat(),
                **fields,
            )
            for number in range(start, start + count)
        )
    )
    press.run()


def test_an_article_is_listed_under_its_section_tags_and_authors(press: Press) -> None:
    publish(press, 1, section="World", tags=["Rivers"], authors=["Ada Byron"])
    for path in ("section/world/", "tag/rivers/", "author/ada-byron/", "archive/"):
        assert "Story number 0" in body(press, f"{path}index.html")
    assert "Story number 0" in body(press, "section/world/feed.xml")
    assert "World" in body(press, "section/index.html")


def test_a_build_of_many_articles_numbers_them_from_the_oldest(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, "_ARTICLES", 2)
    press.submit(
        *(
            entry(id=f"a{day}", title=f"Day {day}", published=f"2026-03-{day:02}T09:00:00Z")
            for day in (5, 2, 4, 1, 3)
        )
    )
    press.run()

    with look() as session:
        numbers = select(Article.id).order_by(Article.number)
        assert session.scalars(numbers).all() == ["a1", "a2", "a3", "a4", "a5"]
    archive = body(press, "archive/index.html")
    assert all(f"Day {day}" in archive for day in range(1, 6))


def test_an_article_that_changes_its_section_leaves_the_former_one(press: Press) -> None:
    publish(press, 2, section="World")
    press.article(id="a0", title="Story number 0", section="Sport")
    press.run()
    assert "Story number 0" not in body(press, "section/world/index.html")
    assert "Story number 1" in body(press, "section/world/index.html")
    assert "Story number 0" in body(press, "section/sport/index.html")


def test_caches_may_keep_an_old_article_longer_than_a_new_one(press: Press) -> None:
    press.article(id="new", title="New")
    press.article(id="old", title="Old", published="2020-01-01T00:00:00Z")
    press.run()
    ages = []
    for name in ("new", "old"):
        with look() as session:
            path = session.get_one(Article, name).path
        ages.append(press.storage.objects[f"{path}index.html"].blob.cache_control)
    assert ["max-age=60," in ages[0], "max-age=600," in ages[1]] == [True, True]


def test_a_killed_article_leaves_every_page_that_showed_it(press: Press) -> None:
    publish(press, 3, section="World", tags=["Rivers"], authors=["Ada Byron"])
    press.article(id="a1", status="canceled")
    press.run()
    for path, found in press.storage.objects.items():
        if found.blob.metadata.get("status") != "410":
            assert "Story number 1" not in found.blob.body.decode(errors="replace"), path


def test_an_article_links_to_related_articles(press: Press) -> None:
    press.article(id="one", title="The harbour bridge opens", tags=["Harbour"])
    press.run()
    forget()
    press.article(id="two", title="Why the harbour waited", tags=["Harbour"], body="<p>Long.</p>")
    press.run()
    with look() as session:
        path = session.get_one(Article, "two").path
    assert "The harbour bridge opens" in body(press, f"{path}index.html")


def test_a_changed_headline_is_updated_on_pages_that_link_to_it(press: Press) -> None:
    press.article(id="one", title="The harbour bridge opens", tags=["Harbour"])
    press.run()
    forget()
    press.article(id="two", title="Why the harbour waited", tags=["Harbour"], body="<p>Long.</p>")
    press.run()
    forget()
    press.article(id="one", title="The harbour bridge stays shut", tags=["Harbour"])
    press.run()
    with look() as session:
        path = session.get_one(Article, "two").path
    page = body(press, f"{path}index.html")
    assert "The harbour bridge stays shut" in page
    assert "The harbour bridge opens" not in page


def test_an_article_links_to_the_previous_and_the_next_one(press: Press) -> None:
    pages = []
    for number in range(3):
        forget()
        publish(press, 1, start=number)
        with look() as session:
            pages.append(session.get_one(Article, f"a{number}").path)
    middle = body(press, f"{pages[1]}index.html")
    assert 'rel="prev"' in middle
    assert "Story number 0<" in middle
    assert 'rel="next"' in middle
    assert "Story number 2<" in middle
    press.article(id="a2", status="canceled")
    press.run()
    assert "Story number 2" not in body(press, f"{pages[1]}index.html")


def test_full_pages_are_numbered_from_the_oldest_and_never_change(press: Press) -> None:
    publish(press, 25)
    first = etags(press)["archive/1/index.html"]
    publish(press, 20, start=25)
    assert etags(press)["archive/1/index.html"] == first
    assert "Story number 0<" in body(press, "archive/1/index.html")
    assert "Story number 44<" in body(press, "archive/3/index.html")


def test_publishing_writes_no_more_objects_as_the_archive_grows(press: Press) -> None:
    facts: dict[str, Any] = {"section": "World", "tags": ["Rivers"], "authors": ["Ada Byron"]}
    publish(press, 44, **facts)
    early = _written(press, number=44, **facts)
    publish(press, 120, start=45, **facts)
    late = _written(press, number=165, **facts)
    assert len(late) <= len(early)


def _written(press: Press, number: int, **fields: Any) -> set[str]:
    forget()
    before = etags(press)
    publish(press, 1, start=number, **fields)
    return {path for path, etag in etags(press).items() if before.get(path) != etag}


def test_every_day_has_a_sitemap_that_the_index_names(press: Press) -> None:
    press.article(id="a", published="2026-03-01T10:00:00Z")
    press.article(id="b", title="Another", published="2026-03-02T10:00:00Z")
    press.run()
    index = body(press, "sitemap.xml")
    assert "sitemaps/2026/03/01.xml" in index
    assert "sitemaps/2026/03/02.xml" in index
    with look() as session:
        path = session.get_one(Article, "a").path
    assert path is not None
    assert path.split("/")[-2].split("-")[-1] in body(press, "sitemaps/2026/03/01.xml")


def test_the_day_whose_only_article_is_killed_leaves_the_index(press: Press) -> None:
    press.article(id="a", published="2026-03-01T10:00:00Z")
    press.article(id="b", title="Another", published="2026-03-02T10:00:00Z")
    press.run()
    press.article(id="a", status="canceled", published="2026-03-01T10:00:00Z")
    press.run()
    assert "2026/03/01.xml" not in body(press, "sitemap.xml")


def test_a_full_block_of_the_search_index_is_named_once_it_is_on_storage(press: Press) -> None:
    publish(press, 257)
    opened = body(press, "search/open.json")
    assert '["block",0,0,' in opened
    assert "Story number 256" in opened
    assert "Story number 255" not in opened
    assert "search/block/0/0.json" in press.storage.objects


def test_changes_are_kept_during_an_outage_of_storage_and_built_later(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = press.storage.put

    def refuse_listings(path: str, blob: Blob, *, expect: str | None = None) -> str:
        if path == "index.html":
            raise ServiceUnavailable("storage", "503")
        return put(path, blob, expect=expect)

    monkeypatch.setattr(press.storage, "put", refuse_listings)
    publish(press, 1)
    with look() as session:
        assert session.scalar(select(func.count()).select_from(Dirty))
    monkeypatch.undo()
    press.hints = [("matbaa.site", ["main"], "site")]
    press.run()
    with look() as session:
        assert session.scalar(select(func.count()).select_from(Dirty)) == 0
    assert "Story number 0" in body(press, "index.html")


def test_no_page_waits_for_upload_once_the_site_is_built(press: Press) -> None:
    publish(press, 3, section="World")
    with look() as session:
        waiting = session.scalars(select(PageRow.path).where(PageRow.body.is_not(None))).all()
    assert waiting == []
