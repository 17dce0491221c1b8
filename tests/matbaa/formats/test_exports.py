"""Peculiarities of content systems' exports that their documentation does not mention."""

from __future__ import annotations

import json
from typing import Any

import pytest

from matbaa.submission import PubStatus
from tests.matbaa.reading import article, articles, story

NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:wp="http://wordpress.org/export/1.2/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


@pytest.mark.parametrize("author", ["wp:author", "wp:wp_author"])
def test_both_names_of_wordpresss_author_list_are_read(author: str) -> None:
    people = (
        f"<{author}><wp:author_login>holm</wp:author_login>"
        f"<wp:author_display_name>Ada Holm</wp:author_display_name></{author}>"
    )
    item = "<item><title>T</title><dc:creator>holm</dc:creator><content:encoded>It sailed.</content:encoded></item>"

    found = article(f'<rss version="2.0" {NAMESPACES}><channel>{people}{item}</channel></rss>')

    assert [each.name for each in found.authors] == ["Ada Holm"]


def test_wordpresss_default_category_is_no_section() -> None:
    item = (
        "<item><title>T</title><content:encoded>It sailed.</content:encoded>"
        '<category domain="category" nicename="uncategorized">غير مصنف</category>'
        '<category domain="category" nicename="sea">بحر</category></item>'
    )

    found = article(f'<rss version="2.0" {NAMESPACES}><channel>{item}</channel></rss>')

    assert found.section == "بحر"


def test_authors_and_tags_under_data_in_a_ghost_export_are_read() -> None:
    post = {
        "title": "Ferry",
        "html": "<p>It sailed.</p>",
        "author": {"url": "https://x.example/a", "data": {"name": "Ada Holm"}},
        "tags": [{"url": "https://x.example/t", "data": {"name": "Coast"}}],
    }

    found = article(json.dumps({"posts": [{"url": "https://x.example/p", "data": post}]}))

    assert [each.name for each in found.authors] == ["Ada Holm"]
    assert (found.section, found.tags) == ("Coast", ["Coast"])


@pytest.mark.parametrize("alone", ["\n{}\n", "<p>{}</p>", "[embed]{}[/embed]"])
def test_an_address_that_wordpress_embeds_becomes_a_card(alone: str) -> None:
    address = "https://www.youtube.com/watch?v=abcdefghijk&amp;t=4"
    figure = f"<figure><div>{alone.format(address)}</div></figure>"
    item = f"<item><title>T</title><content:encoded><![CDATA[<p>It sailed.</p>\n{figure}]]></content:encoded></item>"

    found = article(f'<rss version="2.0" {NAMESPACES}><channel>{item}</channel></rss>')

    assert f'<figure class="embed"><a href="{address}"' in story(found.body).html


CARDS: dict[str, tuple[dict[str, Any], str]] = {
    "embed": ({"url": "https://vimeo.com/146022717"}, 'href="https://vimeo.com/146022717"'),
    "embed of a site": (
        {"url": "https://x.example/", "html": "<p>A map.</p>", "caption": "Drawn in May"},
        "<p>Drawn in May</p>",
    ),
    "bookmark": (
        {"url": "https://x.example/", "metadata": {"title": "All & more"}},
        '<a href="https://x.example/" rel="noopener noreferrer">All &amp; more</a>',
    ),
    "callout": ({"calloutText": "Open day"}, "<blockquote><p>Open day</p></blockquote>"),
    "toggle": ({"heading": "How tall?", "content": "<p>149 metres.</p>"}, "<p>149 metres.</p>"),
    "gallery": ({"images": [{"src": "https://x.example/a.jpg"}]}, 'src="https://x.example/a.jpg"'),
    "markdown": ({"markdown": "It is **dry**."}, "<strong>dry</strong>"),
    "code": ({"code": "a < b"}, "<pre><code>a &lt; b</code></pre>"),
}


@pytest.mark.parametrize("kind", CARDS)
@pytest.mark.parametrize("tree", ["lexical", "mobiledoc"])
def test_ghosts_cards_are_kept_and_its_calls_to_subscribe_are_not(kind: str, tree: str) -> None:
    card, said = CARDS[kind]
    kind = kind.partition(" ")[0]
    text = {"type": "paragraph", "children": [{"type": "text", "text": "It sailed."}]}
    call = {"type": "signup", "header": "Subscribe"}
    document = {
        "lexical": {"root": {"children": [text, {"type": kind, **card}, call]}},
        "mobiledoc": {
            "cards": [[kind, card], ["signup", call]],
            "sections": [[1, "p", [[0, [], 0, "It sailed."]]], [10, 0], [10, 1]],
        },
    }[tree]

    found = article(json.dumps({"posts": [{"title": "T", tree: json.dumps(document)}]}))

    assert said in story(found.body).html
    assert "Subscribe" not in found.body


def test_ghosts_older_texts_keep_links_and_emphasis() -> None:
    markers = [[0, [0], 0, "It "], [0, [1], 2, "sailed"], [1, [], 0, 0], [0, [], 0, "home."]]
    document = {
        "markups": [["strong"], ["a", ["href", "https://x.example/"]]],
        "sections": [[1, "p", markers]],
    }

    found = article(json.dumps({"posts": [{"title": "T", "mobiledoc": json.dumps(document)}]}))

    assert found.body == (
        '<p><strong>It <a href="https://x.example/">sailed</a></strong><br>home.</p>'
    )


def wordpress(item: str) -> str:
    said = "<title>T</title><content:encoded>It sailed.</content:encoded>"
    return f'<rss version="2.0" {NAMESPACES}><channel><item>{said}{item}</item></channel></rss>'


def test_what_is_not_for_everyone_is_withheld_with_a_warning() -> None:
    locked = wordpress("<wp:post_password>abc</wp:post_password><wp:status>publish</wp:status>")
    post = {"title": "T", "html": "<p>It sailed.</p>", "status": "published", "visibility": "paid"}

    for document in (locked, json.dumps({"posts": [post]})):
        (parsed,) = articles(document)
        assert parsed.submission.status is PubStatus.WITHHELD
        assert parsed.warnings[0].startswith("Withheld")


def test_a_post_that_wordpress_has_scheduled_waits_for_its_time() -> None:
    when = "<wp:post_date_gmt>2027-01-20 10:00:00</wp:post_date_gmt><wp:status>future</wp:status>"
    found = article(wordpress(when))

    assert found.status is PubStatus.USABLE
    assert found.publish_at is not None
    assert found.publish_at.isoformat() == "2027-01-20T10:00:00+00:00"


def test_the_button_of_a_file_is_left_out() -> None:
    links = '<a href="https://e.com/a.pdf">Report</a><a class="wp-block-file__button" href="https://e.com/a.pdf">Download</a>'
    item = f"<item><title>T</title><content:encoded><![CDATA[<p>It sailed.</p>{links}]]></content:encoded></item>"

    found = article(f'<rss version="2.0" {NAMESPACES}><channel>{item}</channel></rss>')

    assert "Report" in found.body
    assert "Download" not in found.body
