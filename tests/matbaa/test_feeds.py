"""Feeds, as feed readers and WebSub hubs get them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import feedparser  # type: ignore[import-untyped]  # ships no types
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from matbaa import feeds
from matbaa.pages import Entry, listing_path
from matbaa.settings import Site
from tests.matbaa.sample_site import PICTURE, SITE, entries, view

Write = Callable[[Site, Sequence[Entry]], bytes]
XML: tuple[Write, ...] = (feeds.rss, feeds.atom)


@pytest.mark.parametrize("write", XML)
def test_a_reader_finds_title_link_author_and_date(write: Write) -> None:
    feed = feedparser.parse(write(SITE, entries(3)))

    assert not feed.bozo
    assert feed.feed.title == SITE.name
    assert [entry.title for entry in feed.entries] == [entry.title for entry in entries(3)]
    newest = feed.entries[0]
    assert newest.link.startswith("https://news.example/2025/04/10/%D8%A7")
    assert newest.author == "ليلى حدّاد"
    assert newest.published_parsed[:5] == (2025, 4, 10, 12, 0)
    assert [tag.term for tag in newest.tags] == ["سياسة", "مكتبات"]


@pytest.mark.parametrize("write", XML)
@given(title=st.text(min_size=1))
def test_any_text_gives_well_formed_xml(write: Write, title: str) -> None:
    entry = replace(view().entry, title=title, description=title, html=f"{title}]]>", tags=(title,))

    assert not feedparser.parse(write(SITE, [entry])).bozo


@pytest.mark.parametrize("write", [*XML, feeds.jsonfeed])
def test_full_text_is_included_when_the_entries_have_it(write: Write) -> None:
    body = "<p>النص كاملًا &amp; بلا نقصان</p>"
    entry = replace(view().entry, html=body)

    assert "بلا نقصان" in write(SITE, [entry]).decode()
    assert "بلا نقصان" not in write(SITE, [view().entry]).decode()


def test_rss_keeps_the_html_of_the_content() -> None:
    entry = replace(view().entry, html="<p>a &amp; b</p>", image=PICTURE)

    item = feedparser.parse(feeds.rss(SITE, [entry])).entries[0]
    assert item.content[0].value == "<p>a &amp; b</p>"
    assert item.media_content[0]["url"] == PICTURE.url


def test_a_title_in_the_other_direction_is_isolated() -> None:
    english, arabic = view("en").entry, view().entry

    feed = feedparser.parse(feeds.rss(SITE, [english, arabic]))
    assert feed.entries[0].title == f"\u2066{english.title}\u2069"
    assert feed.entries[1].title == arabic.title


def test_the_hub_is_named_in_every_feed() -> None:
    site = SITE.model_copy(update={"websub_hub": "https://hub.example/"})

    for write in XML:
        links = feedparser.parse(write(site, entries(1))).feed.links
        assert {"hub", "self"} <= {link.rel for link in links}
    assert orjson.loads(feeds.jsonfeed(site, []))["hubs"][0]["url"] == "https://hub.example/"


def test_a_listings_feeds_stand_next_to_its_page_and_carry_its_name() -> None:
    channel = feeds.Channel("سياسة", listing_path("section", "سياسة"))

    pages = feeds.pages(SITE, entries(2), channel)
    assert [page.path for page in pages] == [
        "section/سياسة/feed.xml",
        "section/سياسة/atom.xml",
        "section/سياسة/feed.json",
    ]
    assert all(f"سياسة - {SITE.name}" in page.body.decode() for page in pages)


def test_a_feed_holds_the_newest_entries_and_does_not_grow() -> None:
    many = entries(feeds.LENGTH + 5)

    items = orjson.loads(feeds.jsonfeed(SITE, many))["items"]
    assert [item["title"] for item in items] == [entry.title for entry in many[: feeds.LENGTH]]


@pytest.mark.parametrize("write", [*XML, feeds.jsonfeed])
def test_the_same_entries_give_the_same_bytes(write: Write) -> None:
    assert write(SITE, entries(2)) == write(SITE, entries(2))


def test_an_article_without_a_byline_names_its_publication_as_author() -> None:
    feed = feedparser.parse(feeds.atom(SITE, [replace(view().entry, authors=())]))
    assert feed.entries[0].author == SITE.name


@pytest.mark.parametrize("text", ['line\nend, tab\tand "quote"', "a\rb", "<&>'\x0b."])
def test_names_come_through_as_they_are_but_for_what_xml_cannot_hold(text: str) -> None:
    entry = replace(view().entry, title=text, tags=(text,), authors=(text,))
    kept = text.replace("\x0b", "")

    item = etree.fromstring(feeds.rss(SITE, [entry])).find("channel/item")
    assert item.findtext("title") == kept
    assert item.findall("category")[-1].text == kept
    found = etree.fromstring(feeds.atom(SITE, [entry])).find("{*}entry")
    assert found.findall("{*}category")[-1].get("term") == kept
    assert found.findtext("{*}author/{*}name") == kept


def test_an_article_that_changed_is_new_in_the_feeds() -> None:
    entry = view().entry

    for title in ("first", "second", "first"):
        feed = feeds.rss(SITE, [replace(entry, title=title)])
        assert feedparser.parse(feed).entries[0].title == f"{title}"
