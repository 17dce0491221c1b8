"""Parts that the formats share: bylines, times, fields, XML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matbaa.errors import Rejected
from matbaa.formats import Limits, xml
from matbaa.formats.bylines import authors_of
from matbaa.formats.draft import draft
from matbaa.formats.moments import moment

LAUGHS = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><r>&b;</r>'


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ada Lovelace and Charles Babbage", ["Ada Lovelace", "Charles Babbage"]),
        ("ANTTI AUTIO, HETA HASSINEN", ["Antti Autio", "Heta Hassinen"]),
        ("By Jo Ek, Press Association", ["Jo Ek"]),
        ("بقلم ليلى الحسن", ["ليلى الحسن"]),
        ("أحمد سالم ومنى فؤاد", ["أحمد سالم", "منى فؤاد"]),
        ("سالم أحمد وليد حسن", ["سالم أحمد وليد حسن"]),
        ("كتبت رنا حداد، خالد العمري", ["رنا حداد", "خالد العمري"]),
        ("Von Max Frei und Eva Roth", ["Max Frei", "Eva Roth"]),
        ("", []),
    ],
)
def test_names_are_read_from_a_byline(byline: str, names: list[str]) -> None:
    assert [author["name"] for author in authors_of(byline)] == names


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("20150220T135142", "2015-02-20T13:51:42"),
        ("20200703T165136-0400", "2020-07-03T16:51:36-04:00"),
        ("2013-05-08 23:46:11 +0200", "2013-05-08T23:46:11+02:00"),
        ("Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21+00:00"),
        ("2004-12-31T10:14Z", "2004-12-31T10:14:00+00:00"),
        ("2018-01-30T17:32:18.3971234567", "2018-01-30T17:32:18.397123"),
        ("1562126712", "2019-07-03T04:05:12+00:00"),
        ("2003-12", "2003-12-01T00:00:00"),
    ],
)
def test_machine_written_times_are_read(text: str, iso: str) -> None:
    found = moment(text)

    assert found is not None
    assert found.isoformat() == iso


@given(st.text(max_size=60))
def test_any_text_gives_a_time_or_nothing(text: str) -> None:
    moment(text)


@given(st.datetimes(timezones=st.timezones().map(lambda _: None) | st.none()))
def test_an_iso_time_is_read_back_unchanged(value: object) -> None:
    assert moment(value.isoformat()) == value  # type: ignore[attr-defined]  # a datetime


def test_invalid_minor_fields_are_dropped_with_a_warning() -> None:
    parsed = draft(
        "x",
        {
            "title": "A <b>bold</b>\n title",
            "published": "one of these days",
            "language": "en_US",
            "tags": ["a", "a", ""],
            "images": [{"url": "javascript:x"}, {"url": "https://x.example/a.png", "width": "9px"}],
            "canonical_url": "/relative",
        },
    )

    found = parsed.submission
    assert (found.title, found.language, found.tags) == ("A bold title", "en-US", ["a"])
    assert [(image.url, image.width) for image in found.images] == [("https://x.example/a.png", 9)]
    assert (found.published, found.canonical_url) == (None, None)
    assert parsed.warnings == (
        "published: 'one of these days' was ignored, because it is not a recognisable date.",
    )


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (LAUGHS, "declares XML entities"),
        (LAUGHS.replace("<!DOCTYPE", "<!-- <r> --><!DOCTYPE"), "declares XML entities"),
        (
            '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>',
            "declares XML entities",
        ),
        ("<a>" * 150 + "</a>" * 150, "max_nesting"),
        ("<a>" * 5_000, "not well-formed"),
        ("<a><b></a>", "not well-formed"),
        ("", "not well-formed"),
    ],
)
def test_dangerous_and_broken_xml_is_refused_with_the_reason(document: str, reason: str) -> None:
    with pytest.raises(Rejected, match=reason):
        xml.load(document, Limits())


def test_html_entities_and_bare_ampersands_in_xml_are_tolerated() -> None:
    assert (
        xml.text(xml.load("<a>caf&eacute; &amp; bar & more&nbsp;&lt;</a>", Limits()))
        == "café & bar & more <"
    )
