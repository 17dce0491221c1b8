"""ninjs of every version, and in Superdesk's dialect."""

from __future__ import annotations

import json
from typing import Any

import pytest

from matbaa.submission import PubStatus
from tests.matbaa.reading import article, articles, refusal, sample

SUPERDESK: dict[str, Any] = {
    "guid": "urn:newsml:desk:1",
    "type": "text",
    "version": "4",
    "versioncreated": "2026-03-01T10:00:00+0000",
    "firstpublished": "2026-03-01T09:00:00+0000",
    "headline": "Tram line gets twelve stops",
    "body_html": "<p>The tram line gets twelve stops.</p>",
    "priority": 6,
    "service": [{"name": "Local news", "code": "loc"}],
    "ednote": "Picture follows",
    "place": None,
}


def read(**fields: Any) -> Any:
    return article(json.dumps(fields))


def test_an_item_of_1_x_gives_all_its_fields() -> None:
    (parsed,) = sample("ninjs.json")
    found = parsed.submission

    assert (found.id, found.revision, found.language) == ("urn:example:wadi-library-2026", 2, "ar")
    assert found.title == "مكتبة الوادي تفتح أبوابها ليلاً للطلاب"
    assert [author.name for author in found.authors] == ["ليلى الحسن"]
    assert found.tags == ["مكتبات", "تعليم"]
    assert found.place == "عمّان"
    assert found.images[0].caption == "القاعة الكبرى في مكتبة الوادي"
    assert parsed.warnings == ()


def test_the_superdesk_dialect_is_read_and_warnings_name_what_is_ignored() -> None:
    (parsed,) = articles(json.dumps(SUPERDESK))

    assert parsed.submission.id == "urn:newsml:desk:1"
    assert parsed.submission.section == "Local news"
    assert parsed.submission.published is not None
    assert parsed.submission.published.hour == 9
    assert "priority" in parsed.warnings[0]
    assert parsed.warnings[1] == "Editor's note, not published: Picture follows"


def test_headlines_and_bodies_of_2_x_are_chosen_by_role_and_type() -> None:
    found = read(
        uri="urn:x:2",
        headlines=[{"role": "seo", "value": "No"}, {"role": "main", "value": "Yes"}],
        bodies=[
            {"role": "text", "contenttype": "text/plain", "value": "plain"},
            {"role": "html", "contenttype": "text/html", "value": "<p>marked up</p>"},
        ],
    )

    assert (found.title, found.body) == ("Yes", "<p>marked up</p>")


def test_an_nitf_body_within_ninjs_is_read_as_nitf() -> None:
    value = "<nitf><body><body.content><p>One.</p><hl2>Two</hl2></body.content></body></nitf>"

    found = read(
        uri="urn:x:3",
        versionCreated="2026-03-01T10:00:00Z",
        headlines=[{"value": "H"}],
        bodies=[{"contentType": "text/vnd.IPTC.NITF", "value": value}],
    )

    assert found.body == "<p>One.</p><h3>Two</h3>"


def test_lines_of_a_plain_body_become_paragraphs() -> None:
    assert read(uri="urn:x:4", body_text="One & two.\nThree.").body == (
        "<p>One &amp; two.</p>\n<p>Three.</p>"
    )


def test_a_killed_item_is_read_as_killed() -> None:
    assert read(uri="urn:x:5", pubstatus="canceled", body_text="x").status is PubStatus.CANCELED


def test_items_inside_an_agencys_wrapper_are_found() -> None:
    wrapped = {"data": {"items": [{"meta": {}, "item": SUPERDESK}, {"item": SUPERDESK}]}}

    assert len(articles(json.dumps(wrapped))) == 2


def test_a_package_gives_its_texts() -> None:
    package = {"guid": "urn:x:6", "type": "composite", "associations": {"main-0": SUPERDESK}}

    assert article(json.dumps(package)).id == "urn:newsml:desk:1"


@pytest.mark.parametrize(
    ("item", "field"),
    [
        ({"uri": "urn:x:1", "version": 1.2}, "version"),
        ({"uri": "urn:x:1", "pubstatus": "replaced"}, "pubstatus"),
        ({"uri": "urn:x:1", "person": "Francesco"}, "person"),
        ({"uri": "urn:x:1", "haedline": "H"}, "haedline"),
        ({"uri": "urn:x:1", "body_text": "x", "description_*&": "y"}, "description_*&"),
        ({"headline": "No uri, no text"}, "item"),
        ({"guid": "urn:x:1", "type": "composite", "associations": {}}, "type"),
        (
            {
                "$standard": {"name": "ninjs", "version": "1.1"},
                "uri": "urn:x:1",
                "type": "component",
            },
            "type",
        ),
    ],
)
def test_a_violation_of_the_standard_is_refused_with_the_property(
    item: dict[str, Any], field: str
) -> None:
    assert refusal(json.dumps(item), "ninjs").field == field


def test_a_description_in_html_becomes_plain_text() -> None:
    item = {"guid": "urn:x:1", "headline": "H", "body_html": "<p>Text.</p>"}

    found = article(json.dumps(item | {"description_html": "<p>Said &amp; done.</p>"}))

    assert found.description == "Said & done."


@pytest.mark.parametrize(
    "dateline",
    [
        {"text": "LINDBY, Nov 24 -", "located": {"city": "Lindby", "country": "Norland"}},
        {"text": "Lindby, Nov 24 -", "located": None},
        {"text": "Lindby -"},
        "Lindby",
    ],
)
def test_the_place_of_a_dateline_of_superdesk_is_its_city(dateline: object) -> None:
    assert read(**SUPERDESK, dateline=dateline).place == "Lindby"


@pytest.mark.parametrize("abstract", ["It <b>closes</b> in May.", "It closes in May."])
def test_the_abstract_of_superdesk_is_the_standfirst(abstract: str) -> None:
    item = {"guid": "urn:1", "type": "text", "headline": "Old mill", "abstract": abstract}
    (found,) = articles(json.dumps({**item, "body_html": "<p>The old mill closes.</p>"}))

    assert found.submission.subtitle == "It closes in May."
    assert not any("abstract" in warning for warning in found.warnings)
