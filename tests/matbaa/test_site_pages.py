"""Listings, fixed pages, assets, themes and translations."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matbaa.pages import (
    Listing,
    Press,
    cache_control,
    key_of,
    listing_path,
    page_of,
)
from matbaa.pages.dates import time_text
from matbaa.pages.translations import catalog, languages, spoken, way
from tests.matbaa.sample_site import (
    NOON,
    SITE,
    TEMPLATES,
    entries,
    press,
    read,
    texts,
    values,
    view,
)


def test_links_stay_below_the_sites_base_path() -> None:
    site = SITE.model_copy(update={"base_url": "https://news.example/ar"})
    made = Press(site, TEMPLATES)
    pages = [*made.article(view(site=site))[:2], made.front(entries(3)), made.search()]

    for page in pages:
        document = read(page)
        links = values(document, "a, link", "href") + values(document, "script", "src")
        local = [link for link in links if link and link.startswith("/")]
        assert local
        assert all(link.startswith("/ar/") for link in local)


def test_a_full_listing_page_does_not_change_when_the_listing_grows() -> None:
    filled = entries(10)
    before = press().listing(Listing("section", "سياسة", "سياسة", filled, 3, page_count=4))
    after = press().listing(Listing("section", "سياسة", "سياسة", filled, 3, page_count=90))

    assert before == after
    assert before.path == "section/سياسة/3/index.html"


def test_a_listings_head_leads_to_the_older_pages() -> None:
    head = press().listing(Listing("tag", "مكتبات", "مكتبات", entries(2), 0, 7, older=6))

    assert values(read(head), "nav.pager a", "href") == [
        "/tag/%D9%85%D9%83%D8%AA%D8%A8%D8%A7%D8%AA/6/"
    ]


@given(st.integers(1, 10_000), st.integers(1, 200))
def test_an_article_stays_on_its_numbered_page(position: int, size: int) -> None:
    number = page_of(position, size)
    assert (number - 1) * size < position <= number * size


def test_names_that_differ_only_in_case_share_a_listing() -> None:
    assert key_of("Sport") == key_of("sport") == "sport"
    assert key_of("عـامّة") == key_of("عامة")
    assert key_of("🎉")


@given(st.text(min_size=1))
def test_a_key_is_one_segment_of_a_path(name: str) -> None:
    key = key_of(name)
    assert key
    assert not set(key) & set("/?#%. ")
    assert listing_path("tag", key).count("/") == 2


def test_a_page_that_was_taken_down_or_moved_says_so_and_is_not_indexed() -> None:
    gone, moved = press().gone("2025/04/10/x/"), press().redirect("old/", "2025/04/10/س/", "en")

    assert gone.path == "2025/04/10/x/index.html"
    assert b"noindex" in gone.body
    refresh = values(read(moved), "meta[http-equiv='refresh']", "content")
    assert refresh == ["0; url=/2025/04/10/%D8%B3/"]
    assert "This page has moved" in texts(read(moved), "h1")


def test_a_takedown_page_shows_the_headline_and_the_reason_if_any() -> None:
    gone = press().gone("x/", "en", headline="Bridge closed", notice="Retracted: it was open.")
    missing = press().missing("x/", "en")

    assert texts(read(gone), "h1") == ["Bridge closed"]
    assert texts(read(gone), "main p") == [
        "This article is no longer available",
        "Retracted: it was open.",
    ]
    assert texts(read(missing), "h1") == ["Page not found"]


def test_everything_a_page_loads_is_among_the_assets() -> None:
    stored = {f"/{page.path}" for page in press().assets()}
    document = read(press().search())

    links = values(document, "link:not([rel='canonical'])", "href")
    loaded = links + values(document, "script[src]", "src")
    assert loaded
    assert set(loaded) <= stored


def test_a_site_without_articles_has_no_dead_links() -> None:
    stored = {page.path for page in press().assets()}
    front = next(page for page in press().beginnings() if page.kind == "front")

    assert "لا توجد مقالات بعد." in texts(read(front), "main p")
    for link in values(read(front), "a, link", "href"):
        path = unquote((link or "").removeprefix(SITE.base_url).removeprefix("/"))
        wanted = path + "index.html" if path.endswith("/") or not path else path
        assert wanted in stored or path.startswith("#")


def test_assets_are_named_by_their_content_and_kept_for_a_year() -> None:
    assets = [page for page in press().assets() if page.kind == "asset"]

    assert all(re.search(r"-[0-9a-f]{10}\.\w+$", page.path) for page in assets)
    assert "immutable" in cache_control("asset")
    assert cache_control("article").startswith("public, max-age=60,")
    assert cache_control("article", timedelta(days=30)).startswith("public, max-age=600,")
    assert cache_control("front", timedelta(days=30)) == cache_control("front")


def test_robots_names_the_sitemaps_and_the_manifest_the_icons() -> None:
    files = {page.path: page for page in press().assets()}

    assert b"Sitemap: https://news.example/sitemap.xml" in files["robots.txt"].body
    manifest = orjson.loads(files["site.webmanifest"].body)
    assert (manifest["lang"], manifest["dir"]) == ("ar", "rtl")
    assert all(icon["src"].lstrip("/") in files for icon in manifest["icons"])
    assert SITE.name in files["llms.txt"].body.decode()


def test_a_theme_overrides_a_block_and_keeps_the_rest(tmp_path: Path) -> None:
    folder = _theme(tmp_path)
    (folder / "article.html").write_text(
        '{% extends "default/article.html" %}{% block summary %}<p>mine</p>{% endblock %}'
    )
    (folder / "assets" / "style.css").write_text("body { color: red }")

    made = Press(SITE.model_copy(update={"theme": "mine"}), tmp_path)

    page = made.article(view())[0].body.decode()
    assert "<p>mine</p>" in page
    assert view().entry.title in page
    assert any(asset.body == b"body { color: red }" for asset in made.assets())


def test_the_guides_example_of_a_theme_works(tmp_path: Path) -> None:
    _theme(tmp_path)
    guide = (TEMPLATES.parent / "docs" / "themes.md").read_text()
    files = re.findall(r"^`templates/(gazette/[^`]+)`.*?^```\w+\n(.*?)^```", guide, re.M | re.S)
    for name, text in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    made = Press(SITE.model_copy(update={"theme": "gazette"}), tmp_path)

    assert len(files) == 5
    page = made.article(view())[0].body.decode()
    assert page.index("مكتبة عامة على ضفة النهر، بحضور") < page.index('class="summary"')
    fixed = {page.path: page.body.decode(errors="replace") for page in made.assets()}
    style = next(path for path in fixed if path.startswith("assets/gazette-"))
    for shown in (page, fixed["404.html"], fixed["index.html"], fixed["about/index.html"]):
        assert f'href="/{style}"' in shown
        assert "Publishing Co-operative" in shown
    assert "since 1911" in fixed["about/index.html"]
    assert fixed["humans.txt"] == "Set by hand until 1974.\n"


def test_the_fingerprint_changes_with_the_theme_and_the_settings(tmp_path: Path) -> None:
    folder = _theme(tmp_path)
    site = SITE.model_copy(update={"theme": "mine"})
    before = Press(site, tmp_path).fingerprint
    assert Press(site, tmp_path).fingerprint == before

    (folder / "about.html").write_text("{# other #}")
    assert Press(site, tmp_path).fingerprint != before
    assert press().fingerprint != before


def _theme(templates: Path) -> Path:
    (templates / "default").symlink_to(TEMPLATES / "default")
    (templates / "mine" / "assets").mkdir(parents=True)
    return templates / "mine"


def test_an_unknown_theme_is_refused() -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        Press(SITE.model_copy(update={"theme": "nowhere"}), TEMPLATES)


@pytest.mark.parametrize("language", sorted(languages() - {"en"}))
def test_every_message_is_translated(language: str) -> None:
    sources = "".join(file.read_text() for file in (TEMPLATES / "default").glob("*.html"))
    messages = set(re.findall(r'_\((["\'])(.+?)\1\)', sources))
    own = catalog(language)._catalog  # type: ignore[attr-defined]  # gettext offers no public access

    assert len(messages) > 40
    assert not [message for _, message in messages if message not in own]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-TW", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("zh-CN", "zh"),
        ("pt-BR", "pt"),
        ("x", "ar"),
    ],
)
def test_pages_speak_their_language_in_its_script_or_the_sites(language: str, words: str) -> None:
    assert spoken(language, "ar-LB") == words


def test_times_are_written_as_in_each_country() -> None:
    moment = datetime(2025, 11, 3, 5, 7, tzinfo=UTC)
    assert "تشرين الثاني" in time_text(moment, "ar", "ar-LB")
    assert "نوفمبر" in time_text(moment, "ar", "ar")
    assert "٣ نوفمبر" in time_text(moment, "ar", "ar-EG")
    assert time_text(moment, "bn") == "৩ নভেম্বর, ২০২৫ ০৫:০৭ GMT"
    assert time_text(NOON, "de") == "10. April 2025, 12:00 GMT+3"


def test_the_direction_of_a_text_is_that_of_most_of_its_letters() -> None:
    assert way("BBC تعلن عن خدمة جديدة", "ltr") == "rtl"
    assert way("2025!", "rtl") == "rtl"
