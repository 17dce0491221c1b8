"""The ninjs document that is published next to every article."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

import orjson

from matbaa import ninjs
from matbaa.pages import Rendition
from tests.matbaa.sample_site import PICTURE, SITE, view

#: The properties in https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json, which allows no others.
ALLOWED = {
    "uri", "type", "representationType", "profile", "version", "firstCreated", "versionCreated",
    "contentCreated", "embargoedUntil", "pubStatus", "urgency", "copyrightHolder",
    "copyrightNotice", "usageTerms", "edNote", "language", "descriptions", "bodies", "headlines",
    "people", "organisations", "places", "subjects", "events", "objects", "infoSources", "title",
    "by", "slugline", "located", "renditions", "associations", "altIds", "trustIndicators",
    "standard", "genres", "expires", "rightsInfo", "digitalSourceType",
}  # fmt: skip


def test_only_properties_of_the_standard_are_used() -> None:
    item = ninjs.item(SITE, view(images=(PICTURE,), place="بغداد", source="وكالة"))

    assert set(item) <= ALLOWED
    assert set(item["associations"][0]) <= ALLOWED | {"name", "rel"}
    assert {"name", "uri"} <= set(item["associations"][0])
    assert item["standard"]["version"] == "3.1"


def test_the_document_says_what_the_page_says() -> None:
    made = view(subtitle="عنوان فرعي", correction="صُحّح الاسم")

    item = orjson.loads(ninjs.dumps(SITE, made))
    assert item["uri"] == f"{SITE.base_url}/{quote(made.entry.path)}"
    assert [headline["value"] for headline in item["headlines"]] == [made.entry.title, "عنوان فرعي"]
    assert [body["value"] for body in item["bodies"]] == [made.story.html, made.story.text]
    assert item["by"] == "ليلى حدّاد"
    assert item["firstCreated"] == "2025-04-10T13:00:00+03:00"
    roles = {text["role"]: text["value"] for text in item["descriptions"]}
    assert roles["summary"] == made.summary[0]
    assert roles["correction"] == "صُحّح الاسم"
    rels = {subject["name"]: subject["rel"] for subject in item["subjects"]}
    assert rels == {"سياسة": "section", "مكتبات": "about", "مكتبة": "keyword"}


def test_an_id_that_is_a_uri_is_the_items_uri() -> None:
    made = view()
    made = replace(made, entry=replace(made.entry, id="urn:newsml:afp.com:2025:1"))

    assert ninjs.item(SITE, made)["uri"] == "urn:newsml:afp.com:2025:1"


def test_properties_without_a_value_are_left_out() -> None:
    item = ninjs.item(SITE, view(authors=(), section=None, tags=()))

    assert not {"by", "people", "places", "associations", "expires"} & set(item)


def test_pictures_come_with_their_sizes_and_texts() -> None:
    sizes = (Rendition("https://media.example/l-480.webp", 480, 320, "image/webp"),)
    made = replace(view(images=(PICTURE,)), renditions={PICTURE.url: sizes})

    picture = ninjs.item(SITE, made)["associations"][0]
    assert [size["name"] for size in picture["renditions"]] == ["original", "480w"]
    assert picture["descriptions"][1] == {"role": "caption", "value": "المكتبة عند الغروب"}
