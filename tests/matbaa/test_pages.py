"""Article pages as readers, search engines and translation programs get them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import Any

import brotli
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser
from trafilatura import bare_extraction
from trafilatura.settings import Document

from matbaa.pages import (
    Page,
    Press,
    Rendition,
)
from matbaa.pages.metadata import origin
from matbaa.submission import Author
from tests.matbaa.sample_site import (
    PARAGRAPHS,
    PICTURE,
    SITE,
    TEMPLATES,
    article,
    press,
    read,
    shown,
    texts,
    values,
    view,
)


def structured(document: LexborHTMLParser) -> dict[str, Any]:
    block = document.css("script[type='application/ld+json']")[0].text()
    return {item["@type"]: item for item in orjson.loads(block)["@graph"]}


def test_an_article_is_a_page_a_text_edition_and_a_ninjs_document() -> None:
    made = press().article(view())

    folder = view().entry.path
    assert folder.startswith("2025/04/10/")
    assert [page.path for page in made] == [
        f"{folder}index.html",
        f"{folder}lite/index.html",
        f"{folder}article.json",
    ]


def test_a_page_has_the_language_and_direction_of_its_article() -> None:
    for language, direction in (("ar", "rtl"), ("en", "ltr"), ("fa", "rtl")):
        page = article(language)
        assert values(page, "html", "lang") + values(page, "html", "dir") == [language, direction]


def test_the_interface_texts_of_a_page_are_in_its_language() -> None:
    assert "نُشر في 10 أبريل 2025، 13:00 GMT+3" in texts(article(), ".facts li")
    assert "Published April 10, 2025, 13:00 GMT+3" in texts(article("en"), ".facts li")


def test_interface_texts_without_a_translation_are_marked_with_the_sites_language() -> None:
    assert values(article(), ".facts", "lang") == [None]

    yoruba = view("en")
    yoruba = replace(yoruba, entry=replace(yoruba.entry, language="yo"))
    page = shown(yoruba)
    assert values(page, "html", "lang") == ["yo"]
    assert values(page, ".facts", "lang") + values(page, ".facts", "dir") == ["ar", "rtl"]


def test_a_summary_that_would_print_most_of_a_short_article_twice_is_not_shown() -> None:
    made = view()
    whole = replace(made, summary=made.story.text.split("\n\n"))

    assert texts(shown(made), ".summary li") == list(made.summary)
    assert texts(shown(whole), ".summary") == []
    assert len(texts(shown(replace(whole, summary_method="supplied")), ".summary li")) > 1


def test_what_a_producer_writes_cannot_become_markup() -> None:
    evil = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
    made = view(title=evil, subtitle=evil, place=evil, correction=evil, source=evil)
    made = replace(made, summary=[evil], summary_method="supplied", keywords=[evil])

    for page in press().article(made)[:2]:
        document = read(page)
        assert set(values(document, "script", "type")) <= {"application/ld+json"}
        assert not document.css("img[onerror]")
    assert structured(shown(made))["NewsArticle"]["headline"] == evil


@given(st.text(min_size=1, max_size=80).filter(str.strip))
def test_any_headline_is_unchanged_in_json_ld(title: str) -> None:
    body = press().article(view(title=title))[0].body.decode()
    block = re.search(r'ld\+json">(.*?)</script>', body)
    assert block is not None
    headline = orjson.loads(block[1])["@graph"][0]["headline"]
    assert headline == unicodedata.normalize("NFC", title)


def test_json_ld_has_what_google_asks_of_news_articles() -> None:
    found = structured(article(images=(PICTURE,)))

    news = found["NewsArticle"]
    assert news["datePublished"] == "2025-04-10T13:00:00+03:00"
    assert news["dateModified"] == "2025-04-10T13:09:00+03:00"
    assert news["author"] == [
        {
            "@type": "Person",
            "name": "ليلى حدّاد",
            "url": "https://news.example/author/%D9%84%D9%8A%D9%84%D9%89-%D8%AD%D8%AF%D8%A7%D8%AF/",
        }
    ]
    assert news["image"][0]["url"] == PICTURE.url
    assert news["inLanguage"] == "ar"
    assert len(found["BreadcrumbList"]["itemListElement"]) == 3
    assert found["NewsMediaOrganization"]["@id"] == news["publisher"]["@id"]


def test_an_article_without_a_byline_names_its_publication_as_author() -> None:
    page = article(authors=())

    assert structured(page)["NewsArticle"]["author"][0]["name"] == SITE.name
    assert texts(page, ".authors a") == [SITE.name]


def test_an_article_without_a_picture_is_shared_with_the_publications_card() -> None:
    page = article()

    card = values(page, "meta[property='og:image']", "content")[0]
    stored = {f"{SITE.base_url}/{asset.path}" for asset in press().assets()}
    assert card in stored
    assert {image["url"] for image in structured(page)["NewsArticle"]["image"]} <= stored


def test_the_lead_image_offers_every_size_and_reserves_its_space() -> None:
    sizes = tuple(
        Rendition(f"https://media.example/l-{width}.{kind}", width, width * 2 // 3, f"image/{kind}")
        for kind in ("webp", "jpeg")
        for width in (480, 1200)
    )
    made = replace(view(images=(PICTURE,)), renditions={PICTURE.url: sizes})
    page = shown(made)

    image = page.css("figure.lead img")[0].attributes
    assert image.get("srcset") == (
        "https://media.example/l-480.jpeg 480w, https://media.example/l-1200.jpeg 1200w"
    )
    assert values(page, "figure.lead source", "type") == ["image/webp"]
    assert (image.get("width"), image.get("height")) == ("1200", "800")
    assert image.get("fetchpriority") == "high"
    assert "المكتبة عند الغروب" in texts(page, "figcaption")[0]


def test_a_picture_that_the_body_shows_is_not_shown_twice() -> None:
    body = f'<figure><img src="{PICTURE.url}" alt=""></figure><p>نص</p>'

    assert not article(images=(PICTURE,), html=body).css("figure.lead")


def test_the_policy_allows_pictures_only_from_the_articles_own_hosts() -> None:
    page = article(images=(PICTURE,), html='<p><img src="https://body.example/x.png" alt=""></p>')

    policy = values(page, "meta[http-equiv='Content-Security-Policy']", "content")[0] or ""
    assert (
        "default-src 'none'; img-src 'self' https://body.example https://media.example;" in policy
    )


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("https://صور.example:8443/a.jpg", "https://xn--wgbh1d.example:8443"),
        ("http://plain.example/a.jpg", "plain.example"),
        ("https://evil.example;script-src/a.jpg", ""),
        ("https://[bad/a.jpg", ""),
        ("https://*/a.jpg", ""),
    ],
)
def test_no_picture_can_loosen_the_policy(url: str, named: str) -> None:
    assert origin(url) == named


def test_counters_and_corrections_are_shown_when_supplied() -> None:
    page = article(comments=0, views=12_003, correction="صُحّح اسم المديرة.")

    facts = texts(page, ".facts li")
    assert "لا تعليقات" in facts
    assert "12,003 مشاهدات" in facts
    assert "صُحّح اسم المديرة." in texts(page, ".correction")[0]
    assert not any("تعليق" in fact for fact in texts(article(), ".facts li"))


@pytest.mark.parametrize("long", ["كلمة " * 30, "新" * 90, "a" * 90, '"<&>" ' * 40, "<" * 90])
def test_a_long_page_title_is_shortened_to_what_search_engines_show(long: str) -> None:
    assert 3 < len(texts(article(title=long.strip()), "title")[0]) <= 70
    assert texts(article(), "title")[0] == f"{view().entry.title} - {SITE.name}"


def test_a_title_in_the_other_direction_is_isolated_in_attributes_and_plain_text() -> None:
    title = values(article("en"), "meta[property='og:title']", "content")[0] or ""
    assert (title[0], title[-1]) == ("\u2066", "\u2069")
    assert values(article(), "meta[property='og:title']", "content") == [view().entry.title]


def test_translations_are_named_to_readers_and_search_engines() -> None:
    address = "https://news.example/en/library"
    page = shown(replace(view(), translations={"en-GB": address}))
    assert values(page, "link[hreflang]", "hreflang") == ["ar", "x-default", "en-GB"]
    assert values(page, ".translations a", "lang") == ["en-GB"]
    assert texts(page, ".translations a") == ["English (United Kingdom)"]
    (translation,) = structured(page)["NewsArticle"]["workTranslation"]
    assert (translation["url"], translation["inLanguage"]) == (address, "en-GB")
    assert not shown(view()).css("link[hreflang]")


def test_neighbours_and_related_articles_keep_their_own_language() -> None:
    other = view("en", number=2).entry
    made = replace(view(), related=[other], previous=other)

    page = shown(made)
    assert values(page, ".neighbours .title", "lang") == ["en"]
    assert values(page, ".neighbours .title", "dir") == ["ltr"]
    assert values(page, ".related .card-text", "dir") == ["ltr"]


def test_the_same_article_gives_the_same_bytes() -> None:
    assert Press(SITE, TEMPLATES).article(view()) == press().article(view())


def test_the_text_edition_has_no_pictures_and_links_to_the_full_page() -> None:
    body = f'<figure><img src="{PICTURE.url}" alt=""><figcaption>x</figcaption></figure><p>نص</p>'
    lite: Page = press().article(view(html=body))[1]

    document = read(lite)
    assert not document.css("img, script, link[rel='stylesheet']")
    canonical = values(document, "link[rel='canonical']", "href")[0] or ""
    assert canonical.endswith("-" + _short() + "/")
    assert len(lite.body) < 5_000


def _short() -> str:
    return view().entry.path.rstrip("/").rsplit("-", 1)[1]


def test_author_names_are_escaped_once() -> None:
    page = article(authors=(Author(name="O'Hara & Söhne"),))
    assert texts(page, ".authors a") == ["O'Hara & Söhne"]


def test_a_long_read_is_a_light_page() -> None:
    words = [f"{word}{number}" for number in range(300) for word in PARAGRAPHS["ar"][0].split()]
    told = [" ".join(words[start : start + 60]) for start in range(0, len(words), 60)]
    html = "".join(f"<p>{paragraph}</p>" for paragraph in told)
    page = press().article(view(html=html))[0].body
    assert len(words) > 4_000
    assert len(brotli.compress(page, quality=5)) < 30_000


def test_an_independent_extractor_recovers_the_article() -> None:
    told = [f"Room {n} holds the letters of a poet. {PARAGRAPHS['en'][1]}" for n in range(6)]
    body = "".join(f"<p>{paragraph}</p>" for paragraph in told)
    made = view("en", html=body, subtitle="Open until midnight", comments=4, correction="A date.")

    found = bare_extraction(press().article(made)[0].body.decode(), with_metadata=True)
    assert isinstance(found, Document)
    assert (found.title, found.author) == (made.story.title, "ليلى حدّاد")
    assert found.date == "2025-04-10"
    assert (found.text or "").split("\n") == told
