"""Author, dates and headline of a web page, as many systems mark them."""

from __future__ import annotations

import pytest

from tests.matbaa.formats.page.test_parser import (
    ARTICLE,
    FIRST,
    below_headline,
    linked,
    names,
    read,
)
from tests.matbaa.reading import article

HEADLINE = "New bridge opens after two years"
TEXT = f"<p>{FIRST}</p>"


@pytest.mark.parametrize(
    "byline",
    [
        "<p><span>By </span><a href='/ada'>Ada Lovelace</a></p>",
        "<div>Ein Artikel von <strong>Ada Lovelace</strong> | 27.01.2026</div>",
        "<p>Par : <em>Ada Lovelace</em></p>",
        "<p><span>Ada Lovelace |</span><span>08.03.2026 - 12:45</span></p>",
        "<p><span>8 March 2026</span><span>Ada Lovelace</span></p>",
        "<p class='author'>von <a>Ada Lovelace, NOVA</a></p>",
    ],
)
def test_a_byline_is_recognised_by_its_words_or_an_adjacent_date(byline: str) -> None:
    site = '<meta property="og:site_name" content="NOVA.de">'

    assert names(read(below_headline(byline), site)) == ["Ada Lovelace"]


@pytest.mark.parametrize("text", ["<b>Ada Lovelace</b>", "<em>Ada Lovelace</em>"])
def test_a_name_alone_below_the_text_is_the_author(text: str) -> None:
    publication = '<meta name="author" content="Nova"><meta property="og:site_name" content="Nova">'
    signed = f"<h1>{HEADLINE}</h1><div>{TEXT * 3}<p>{text}</p></div>"
    within = f"<h1>{HEADLINE}</h1><div>{TEXT * 3}<p>{text}</p>{TEXT * 3}</div>"

    assert names(read(signed, publication)) == ["Ada Lovelace"]
    assert names(read(within, publication)) == ["Nova"]


def test_the_authors_of_other_articles_on_the_page_are_left_out() -> None:
    own = "<p><a rel=author href=/a>Ada Lovelace</a> and <a rel=author href=/b>Alan Turing</a></p>"
    others = "".join(
        f"<div><div><div><div><h3>More {name}</h3><a rel=author>{name}</a></div></div></div></div>"
        for name in ("Grace Hopper", "Mary Jackson")
    )

    assert names(read(below_headline(own) + others)) == ["Ada Lovelace", "Alan Turing"]


def test_a_stated_agency_is_the_author() -> None:
    head = linked('{"@type": "NewsArticle", "author": {"@type": "Organization", "name": "dpa"}}')
    box = '<div class="opinion-author">Von Ada Lovelace</div>'

    assert names(read(ARTICLE + box, head)) == ["dpa"]


def test_days_of_the_week_are_not_taken_for_names() -> None:
    assert names(read(below_headline("<p>By Wednesday, January 18</p>"))) == []


@pytest.mark.parametrize(
    "stated",
    [
        "Sun Mar 08 2026 09:15:00 GMT+0100 (Central European Standard Time)",
        "Sun Mar 08 09:15:00 CET 2026",
        "2026-03-08 09:15:00 +0100 CET",
        "20260308T091500+0100",
    ],
)
def test_times_in_the_formats_of_many_programs_are_read(stated: str) -> None:
    found = read(head=f'<meta property="article:published_time" content="{stated}">')

    assert found.published is not None
    assert found.published.isoformat() == "2026-03-08T09:15:00+01:00"


def test_a_time_in_utc_is_given_in_the_zone_that_the_page_shows() -> None:
    head = '<meta property="article:published_time" content="2026-03-08T00:47:31Z">'
    shown = '<meta name="sailthru.date" content="Saturday, March 7, 2026, 06:47 PM">'

    for extra, expected in (
        (shown, "2026-03-07T18:47:31-06:00"),
        ("", "2026-03-08T00:47:31+00:00"),
    ):
        found = read(head=head + extra)
        assert found.published is not None
        assert found.published.isoformat() == expected


def test_the_date_of_an_update_is_used_when_there_is_no_other() -> None:
    found = read(below_headline("<span>Updated: 8 March 2026</span>"))

    assert found.published is not None
    assert found.published.date().isoformat() == "2026-03-08"


def test_a_second_level_heading_is_the_headline_if_the_first_is_the_sites_name() -> None:
    head = f"<title>{HEADLINE} | The Bridge Diary</title>"
    body = f"<h1>The Bridge Diary</h1><h2>{HEADLINE}</h2>{TEXT * 2}"

    assert read(body, head).title == HEADLINE


def test_a_sites_name_is_removed_without_a_space_before_it() -> None:
    head = (
        f'<meta property="og:title" content="{HEADLINE}-PoliticsㅣNova">'
        '<meta property="og:site_name" content="Nova">'
    ) + linked(f'{{"@type": "NewsArticle", "headline": "{HEADLINE}"}}')

    assert read(TEXT * 2, head).title == HEADLINE


def test_ruby_annotations_are_no_part_of_the_headline() -> None:
    ruby = "<h1><ruby>橋<rt>はし</rt></ruby>が<ruby>開通<rt>かいつう</rt></ruby>しました</h1>"

    assert read(f"{ruby}{TEXT * 2}").title == "橋が開通しました"


def test_the_linked_data_of_this_page_is_chosen_from_several() -> None:
    canonical = '<link rel="canonical" href="https://www.nova.example/bridge/">'
    other = (
        '{"@type": "NewsArticle", "headline": "Other", "author": "Alan Turing", "url": "/other"}'
    )
    own = (
        '{"@type": "NewsArticle", "author": "Ada Lovelace",'
        ' "mainEntityOfPage": {"@id": "https://nova.example/bridge?page=1"}}'
    )

    assert names(read(head=canonical + linked(f"[{other}, {own}]"))) == ["Ada Lovelace"]


def test_the_time_below_the_headline_is_the_publication_time() -> None:
    teaser = '<div class="teaser"><time datetime="2026-01-01T08:00Z">1 January</time></div>'
    own = '<time datetime="2026-03-08T08:00Z">8 March</time>'

    found = read(teaser + below_headline(own) + teaser)

    assert found.published is not None
    assert found.published.date().isoformat() == "2026-03-08"


def test_a_section_next_to_the_date_is_not_taken_for_a_name() -> None:
    menu = "<div class='main-menu'><a href='/m'>Middle East</a></div>"
    dateline = "<p><span>Middle East</span> | <span>8 March 2026</span></p>"

    assert names(read(menu + below_headline(dateline))) == []


@pytest.mark.parametrize(
    ("heading", "stated", "title"),
    [
        # The only h1 is the headline that readers see.
        ("The wall that the council wants", "Council: wall that will cost four million", None),
        # A kicker in the h1 is no part of the headline.
        (
            "Harbour: Council rebuilds the old wall",
            "Council rebuilds the old wall",
            "Council rebuilds the old wall",
        ),
        (
            "North Coast Council rebuilds the old wall",
            "Council rebuilds the old wall",
            "Council rebuilds the old wall",
        ),
        ("The Council rebuilds the old wall", "Council rebuilds the old wall", None),
        (
            "Council re\u00adbuilds the har\u00adbour wall",
            "Council to rebuild the harbour wall in two years",
            "Council rebuilds the harbour wall",
        ),
    ],
)
def test_the_headline_is_the_visible_one_without_kickers_and_site_names(
    heading: str, stated: str, title: str | None
) -> None:
    head = f'<meta property="og:title" content="{stated}"><title>{stated}</title>'

    found = article(
        f"<!doctype html><html><head>{head}</head><body><article><h1>{heading}</h1>"
        f"{'<p>The council voted on Wednesday night to rebuild the wall of the harbour.</p>' * 4}"
        "</article></body></html>"
    )

    assert found.title == (title or heading)


def test_an_article_in_a_box_that_was_never_closed_is_found() -> None:
    texts = "".join(
        f"<p>The council voted on night {night} to rebuild the wall of the harbour, it said.</p>"
        for night in range(20)
    )

    found = article(f"<!doctype html><html><body><aside><header><h1>Wall</h1>{texts}</body></html>")

    assert found.body.count("<p>") == 20
