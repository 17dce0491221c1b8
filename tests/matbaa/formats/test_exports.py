"""Peculiarities of content systems' exports that their documentation does not mention."""

from __future__ import annotations

import json

import pytest

from tests.matbaa.reading import article

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
