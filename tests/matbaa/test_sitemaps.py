"""Sitemaps, as crawlers get them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from matbaa import sitemaps
from matbaa.pages import Entry
from matbaa.pages.paths import url
from matbaa.sitemaps import Line
from tests.matbaa.sample_site import NOON, PICTURE, SITE, entries, view

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
}


def found(body: bytes, path: str) -> list[str]:
    return [element.text for element in etree.fromstring(body).iterfind(path, NAMES)]


def at(published: datetime, number: int = 1) -> Line:
    return of(replace(view(number=number).entry, published=published, updated=published))


def of(entry: Entry) -> Line:
    return sitemaps.line(SITE, entry)


def news_at(published: datetime, number: int) -> Line:
    return sitemaps.news_line(SITE, replace(view(number=number).entry, published=published))


def test_an_article_is_in_the_shard_of_its_day_in_the_sites_time_zone() -> None:
    late = datetime.fromisoformat("2025-04-09T22:30:00+00:00")  # after midnight in Baghdad

    assert sitemaps.day_of(SITE, late) == date(2025, 4, 10)
    page = sitemaps.day_pages(date(2025, 4, 10), [at(late)])[0]
    assert page.path == sitemaps.shard_path(SITE, late) == "sitemaps/2025/04/10.xml"


def test_a_shard_says_when_each_article_changed_and_shows_its_picture() -> None:
    entry = replace(view().entry, image=PICTURE)

    body = sitemaps.shard([of(entry)])
    assert found(body, "s:url/s:lastmod") == ["2025-04-10T13:09:00+03:00"]
    assert found(body, "s:url/image:image/image:loc") == [PICTURE.url]


def test_the_order_of_entries_does_not_change_a_shard() -> None:
    lines = [of(each) for each in entries(5)]

    assert sitemaps.shard(lines) == sitemaps.shard(lines[::-1])


def test_the_index_names_every_shard() -> None:
    shards = {"sitemaps/2025/04/10.xml": NOON, "sitemaps/2025/04/09.xml": NOON}

    body = sitemaps.index(SITE, shards)
    assert found(body, "s:sitemap/s:loc") == [
        "https://news.example/sitemaps/2025/04/09.xml",
        "https://news.example/sitemaps/2025/04/10.xml",
    ]


def test_a_day_over_the_limit_has_a_second_shard(monkeypatch: pytest.MonkeyPatch) -> None:
    day = [at(NOON, number) for number in range(1, 4)]

    monkeypatch.setattr(sitemaps, "SHARD_LENGTH", 2)
    pages = sitemaps.day_pages(NOON.date(), day)
    assert [page.path for page in pages] == [
        "sitemaps/2025/04/10.xml",
        "sitemaps/2025/04/10-2.xml",
    ]


def test_the_news_sitemap_drops_articles_after_two_days() -> None:
    old = news_at(NOON - timedelta(hours=49), 1)
    fresh = news_at(NOON - timedelta(hours=47), 2)

    body = sitemaps.news(SITE, [old, fresh], NOON)
    assert found(body, "s:url/s:loc") == [url(SITE, fresh.path)]


def test_the_news_sitemap_holds_the_newest_thousand_articles() -> None:
    many = [news_at(NOON - timedelta(seconds=number), number) for number in range(1_005)]

    addresses = found(sitemaps.news(SITE, many[::-1], NOON), "s:url/s:loc")
    assert addresses == [url(SITE, each.path) for each in many[:1_000]]


def test_a_news_sitemap_without_articles_is_valid() -> None:
    body = sitemaps.news(SITE, [], NOON)

    assert found(body, "s:url/s:loc") == ["https://news.example/"]
    assert found(body, "s:url/news:news/news:title") == []


def test_languages_are_named_as_google_requires() -> None:
    chinese = replace(view().entry, language="zh-Hant-TW", published=NOON)
    english = replace(view().entry, language="en-GB", published=NOON, path="x/")

    lines = [sitemaps.news_line(SITE, each) for each in (chinese, english)]
    body = sitemaps.news(SITE, lines, NOON)
    languages = found(body, "s:url/news:news/news:publication/news:language")
    assert sorted(languages) == ["en", "zh-tw"]
