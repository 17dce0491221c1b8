"""Feeds and exports: every entry becomes an article."""

from __future__ import annotations

import json

import pytest

from matbaa.submission import PubStatus
from tests.matbaa.reading import article, articles, refusal, sample


def test_each_item_of_a_feed_is_an_article() -> None:
    first, second = (parsed.submission for parsed in sample("feed.xml"))

    assert (first.id, second.id) == ("gazette-101", "gazette-102")
    assert first.title == "Le marché couvert rouvre samedi"
    assert first.description == "Après deux ans de travaux, la halle de 1902 retrouve ses étals."
    assert [author.name for author in first.authors] == ["Élise Marchand"]
    assert (first.language, first.tags, first.source) == (
        "fr",
        ["Commerce"],
        "Gazette de la Vallée",
    )
    assert first.canonical_url == "https://gazette.example.org/marche"
    assert first.published is not None
    assert first.published.isoformat() == "2026-03-05T07:00:00+01:00"


def test_atom_entries_keep_both_their_dates() -> None:
    found = sample("atom.xml")[0].submission

    assert (found.published and found.published.hour, found.updated and found.updated.hour) == (
        8,
        10,
    )
    assert found.body.startswith("<p>Die Stadt baut")


def test_old_feed_formats_are_read() -> None:
    rdf = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
      <channel rdf:about="x"><title>C</title></channel>
      <item rdf:about="x1"><title>T</title><description>Text</description></item></rdf:RDF>"""

    assert article(rdf).title == "T"
    assert (
        article('<rss version="0.91"><channel><item><title>U</title></item></channel></rss>').title
        == "U"
    )


def test_a_malformed_feed_is_read_as_far_as_possible() -> None:
    (parsed,) = articles(
        "<rss><channel><item><title>A & B</title><description>x</item></channel></rss>"
    )

    assert parsed.submission.title == "A & B"
    assert "not well-formed" in parsed.warnings[0]


def test_a_feed_without_entries_is_refused() -> None:
    assert "no entries" in refusal("<rss><channel><title>T</title></channel></rss>").reason


def test_a_feed_that_cannot_be_parsed_is_refused() -> None:
    chapters = "<psc:chapters><psc:chapter/></psc:chapters>"
    feed = f"<rss xmlns:psc='http://podlove.org/simple-chapters'><item>{chapters}</item></rss>"

    assert "cannot be read" in refusal(feed).reason


def test_a_feed_that_looks_like_an_address_is_not_fetched() -> None:
    assert "no entries" in refusal("http://127.0.0.1:9/feed", "rss").reason


def test_a_json_feed_item_inherits_missing_fields_from_the_feed() -> None:
    found = sample("feed.json")[0].submission

    assert (found.language, found.source) == ("it", "Il Corriere del Lago")


def test_a_wordpress_export_gives_posts_with_pictures_and_names() -> None:
    found = sample("wordpress.xml")[0].submission

    assert [author.name for author in found.authors] == ["Beatriz Nogueira"]
    assert (found.section, found.tags, found.slug, found.comments) == (
        "Campo",
        ["sementes"],
        "feira-de-sementes",
        1,
    )
    assert found.published is not None
    assert found.published.isoformat() == "2026-02-15T13:00:00+00:00"
    assert "<figcaption> A banca das trocas</figcaption>" in found.body
    assert found.body.count("<p>") == 2


def test_a_draft_in_an_export_is_withheld() -> None:
    export = json.dumps({"posts": [{"title": "T", "html": "<p>x</p>", "status": "draft"}]})

    assert article(export).status is PubStatus.WITHHELD


def test_a_ghost_export_joins_authors_and_tags() -> None:
    found = sample("ghost.json")[0].submission

    assert [author.name for author in found.authors] == ["Nia Okafor"]
    assert (found.tags, found.subtitle) == (["Parks"], "Eight benches, 640 books, no cards")


def test_ghosts_document_trees_are_read_when_there_is_no_html() -> None:
    text = {"type": "text", "text": "Bold & plain", "format": 1}
    root = {"root": {"children": [{"type": "paragraph", "children": [text]}]}}
    mobiledoc = {
        "sections": [[1, "h2", [[0, [], 0, "Heading"]]], [3, "ul", [[[0, [], 0, "Item"]]]]]
    }

    bodies = [
        article(json.dumps({"posts": [{"title": "T", name: json.dumps(value)}]})).body
        for name, value in (("lexical", root), ("mobiledoc", mobiledoc))
    ]

    assert bodies == [
        "<p><strong>Bold &amp; plain</strong></p>",
        "<h2>Heading</h2><ul><li>Item</li></ul>",
    ]


def test_posts_of_the_wordpress_api_are_read() -> None:
    post = {
        "title": {"rendered": "A &amp; B"},
        "content": {"rendered": "<p>x</p>"},
        "date_gmt": "2026-01-02T03:04:05",
    }

    found = article(json.dumps([post]))

    assert found.title == "A & B"
    assert found.published is not None
    assert found.published.isoformat() == "2026-01-02T03:04:05+00:00"


def _item(inner: str) -> str:
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">'
        f"<channel><title>الغد</title><language>ar-jo</language><item><title>متحف جديد</title>{inner}"
        "</item></channel></rss>"
    )


def test_the_description_of_a_picture_is_not_the_articles() -> None:
    found = article(
        _item(
            "<description>افتتح بحضور رسمي.</description>"
            "<content:encoded>&lt;p&gt;افتتح اليوم متحف.&lt;/p&gt;</content:encoded>"
            '<media:content url="https://cdn.example.org/m.jpg" medium="image">'
            "<media:description>واجهة المتحف</media:description></media:content>"
        )
    )

    assert found.description == "افتتح بحضور رسمي."
    assert [image.caption for image in found.images] == ["واجهة المتحف"]


def test_a_creator_that_names_several_people_is_split() -> None:
    found = article(
        _item("<dc:creator>رنا حداد، خالد العمري</dc:creator><description>نص.</description>")
    )

    assert [author.name for author in found.authors] == ["رنا حداد", "خالد العمري"]
    assert found.language == "ar-JO"


def test_lines_that_wordpress_appends_in_feeds_are_removed() -> None:
    advert = '<p>المقالة <a href="x">متحف جديد</a> ظهرت أولاً على <a href="y">الغد</a>.</p>'
    found = article(
        _item(f"<content:encoded><![CDATA[<p>افتتح اليوم.</p>{advert}]]></content:encoded>")
    )

    assert found.body == "<p>افتتح اليوم.</p>"


@pytest.mark.parametrize(
    "tags",
    [
        "<category>{}</category>",
        '<category term="{}"/>',
        "<dc:subject>{}</dc:subject>",
        "<itunes:keywords>a,{},b</itunes:keywords>",
    ],
)
def test_an_entry_with_a_thousand_categories_is_refused(tags: str) -> None:
    many = "".join(map(tags.format, range(1_001)))
    item = f"<item><title>A headline</title><description>A text.</description>{many}</item>"

    found = refusal(f'<rss version="2.0"><channel>{item}</channel></rss>')

    assert found.reason == "an entry has more than 1,000 categories"


def test_sound_that_an_entry_encloses_is_told_of() -> None:
    item = '<item><title>T</title><description>Listen.</description><enclosure url="https://x.example/1.mp3" type="audio/mpeg"/></item>'

    (found,) = articles(f'<rss version="2.0"><channel>{item}</channel></rss>')

    assert found.warnings == ("Attached, not published: https://x.example/1.mp3.",)


def test_plain_text_with_an_ampersand_is_not_read_as_html() -> None:
    found = article(
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title>T</title>'
        '<content type="text">Salt &amp;amp; pepper</content></entry></feed>'
    )

    assert found.body == "<p>Salt &amp;amp; pepper</p>"


@pytest.mark.parametrize("name", ["yandex:full-text", "full-text"])
def test_the_whole_text_of_a_feed_for_yandex_is_the_body(name: str) -> None:
    found = article(
        '<rss version="2.0" xmlns:yandex="http://news.yandex.ru"><channel><title>Маяк</title>'
        "<item><title>Мост открыт</title><description>Движение началось утром.</description>"
        f"<{name}>Новый мост через реку открыт для машин. Движение началось утром.</{name}>"
        "</item></channel></rss>"
    )
    assert "Новый мост через реку открыт" in found.body
    assert found.description == "Движение началось утром."


def test_renditions_of_a_picture_in_a_group_are_one_picture_with_its_own_caption() -> None:
    group = "".join(
        f'<media:content url="https://x.example/{width}/mill.jpg" medium="image" width="{width}"/>'
        for width in (150, 1200, 600)
    )
    told = (
        "<media:description>The &amp; mill</media:description><media:credit>Ada Holm</media:credit>"
    )
    other = '<media:content url="https://x.example/lamp.jpg" medium="image"><media:description>A lamp</media:description></media:content>'
    found = article(
        '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><item>'
        "<title>Old mill</title><description>The old mill will close at the end of May.</description>"
        f"<media:group>{group}{told}</media:group>{other}</item></channel></rss>"
    )

    assert [(image.url, image.caption, image.credit) for image in found.images] == [
        ("https://x.example/1200/mill.jpg", "The & mill", "Ada Holm"),
        ("https://x.example/lamp.jpg", "A lamp", None),
    ]
    assert found.body == "The old mill will close at the end of May."


def test_an_author_with_an_address_of_a_long_domain_is_named_whole() -> None:
    found = article(
        '<rss version="2.0"><channel><item><title>T</title><description>It closes.</description>'
        "<author>ada@mill.agency (Ada Holm)</author></item></channel></rss>"
    )

    assert [(author.name, author.email) for author in found.authors] == [
        ("Ada Holm", "ada@mill.agency")
    ]
