"""Standfirst, tags and addresses of pictures of a web page."""

from __future__ import annotations

import pytest

from matbaa.compose import compose
from matbaa.formats.page import parser as page
from tests.matbaa.formats.page.test_parser import ARTICLE, FIRST, below_headline, linked, read
from tests.matbaa.reading import context

STANDFIRST = "Drivers must wait until Saturday, but walkers are already crossing."
PICTURE = '<figure><img src="{}"><figcaption>The bridge at noon</figcaption></figure>'


@pytest.mark.parametrize(
    "markup",
    [
        '<h2 class="pw-subtitle-paragraph ab">{}</h2>',
        '<p class="article__standfirst">{}</p>',
        '<div class="storyDek"><p>{}</p></div>',
        '<div class="meta">8 March 2026</div><p class="chapo">{}</p>',
        '<h2 class="entradilla"><strong>{}</strong></h2>',
        '<p itemprop="alternativeHeadline">{}</p>',
    ],
)
def test_a_text_marked_as_standfirst_below_the_headline_is_the_subtitle(markup: str) -> None:
    assert read(below_headline(markup.format(STANDFIRST))).subtitle == STANDFIRST


@pytest.mark.parametrize(
    "markup",
    [
        "<h2>{}</h2>",
        '<p class="card-deck">{}</p>',
        '<p class="decked">{}</p>',
        f'<p>{FIRST}</p><div><h3 class="subtitle">{{}}</h3></div>',
        '<aside><h3 class="widget-subtitle">{}</h3></aside>',
        '<p class="subtitle"><a href="/other">{}</a></p>',
        '<h3 class="sub-title">{}</h3><ul><li><a href="/other">Other</a></li></ul>',
    ],
)
def test_other_texts_below_the_headline_are_no_subtitle(markup: str) -> None:
    assert read(below_headline(markup.format(STANDFIRST))).subtitle is None


def test_the_alternative_headline_is_the_subtitle_unless_it_is_the_title_in_other_words() -> None:
    node = '{{"@type": "NewsArticle", "headline": "New bridge", "alternativeHeadline": "{}"}}'

    assert read(head=linked(node.format(STANDFIRST))).subtitle == STANDFIRST
    assert read(head=linked(node.format("New bridge opens at last"))).subtitle is None


def test_a_standfirst_that_is_also_the_first_paragraph_is_shown_once() -> None:
    body = below_headline(f'<p class="standfirst">{STANDFIRST}</p>')
    document = f"<!doctype html><html lang=en><body><article>{body}</article></body></html>"
    (parsed,) = page.parse(document, context())

    shown = compose(parsed, context())

    assert shown.subtitle == STANDFIRST
    assert STANDFIRST not in shown.html
    assert FIRST in shown.html


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="field field--name-field-tags"><div>{}</div></div>',
        '<div class="field-name-field-news-tags">{}</div>',
        '<span class="tags-links">{}</span>',
    ],
)
def test_the_links_in_a_box_of_tags_are_the_tags(markup: str) -> None:
    links = '<a href="/t/1">Bridges</a>, <a href="/t/2">#River</a>'

    assert read(ARTICLE + markup.format(links)).tags == ["Bridges", "River"]


def test_links_with_the_relation_tag_are_tags_if_they_are_of_the_article() -> None:
    own = '<a rel="tag" href="/t/1">Bridges</a><a rel="category tag" href="/c">Local</a>'
    other = '<article><h3>More</h3><a rel="tag" href="/t/3">Ferries</a></article>'
    cloud = "".join(f'<a rel="tag" href="/t/{number}">Tag {number}</a>' for number in range(40))

    assert read(f"<article>{ARTICLE}{own}</article>{other}").tags == ["Bridges"]
    assert read(f'{ARTICLE}<aside><a rel="tag" href="/t/9">Fairs</a></aside>').tags == []
    assert read(ARTICLE + cloud).tags == []


def test_stated_tags_are_preferred_to_links() -> None:
    head = '<meta property="article:tag" content="Transport">'

    assert read(f'{ARTICLE}<a rel="tag" href="/t/1">Bridges</a>', head).tags == ["Transport"]


@pytest.mark.parametrize(
    ("head", "source", "expected"),
    [
        ('<link rel="canonical" href="https://n.io/a/b">', "/p.jpg", "https://n.io/p.jpg"),
        ('<meta property="og:url" content="https://n.io/a/b">', "p.jpg", "https://n.io/a/p.jpg"),
        ('<base href="https://n.io/files/">', "p.jpg", "https://n.io/files/p.jpg"),
        (
            '<base href="/files/"><link rel="canonical" href="https://n.io/a">',
            "p.jpg",
            "https://n.io/files/p.jpg",
        ),
        (
            linked('{"@type": "Article", "mainEntityOfPage": {"@id": "https://n.io/a/b"}}'),
            "../p.jpg",
            "https://n.io/p.jpg",
        ),
        ("", "//cdn.n.io/p.jpg", "https://cdn.n.io/p.jpg"),
    ],
)
def test_relative_addresses_of_pictures_are_resolved(head: str, source: str, expected: str) -> None:
    shown = read(ARTICLE.replace("</p>", f"</p>{PICTURE.format(source)}", 1), head)

    assert [image.url for image in shown.images] == [expected]


def test_a_picture_whose_host_is_unknown_is_left_out() -> None:
    assert read(ARTICLE.replace("</p>", f"</p>{PICTURE.format('/p.jpg')}", 1)).images == []


def test_a_callout_of_notion_is_a_quotation_without_its_icon() -> None:
    callout = (
        '<figure class="block-color-gray_background callout"><div><span class="icon">💡</span></div>'
        f"<div><p>{STANDFIRST}</p></div></figure>"
    )

    body = read(f"<article>{ARTICLE.replace('</p>', f'</p>{callout}', 1)}</article>").body

    assert f"<blockquote><p>{STANDFIRST}</p></blockquote>" in body
    assert "💡" not in body


def test_the_name_of_confluences_space_is_no_part_of_the_title() -> None:
    crumbs = '<ol id="breadcrumbs"><li><span><a href="index.html">News desk</a></span></li></ol>'
    heading = '<h1><span id="title-text">News desk : Rain : a history</span></h1>'
    head = "<title>News desk : Rain : a history</title>"

    assert read(f"{crumbs}{heading}<p>{FIRST}</p>", head).title == "Rain : a history"
