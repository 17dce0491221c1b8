"""Entries that producers put into the inbox."""

from __future__ import annotations

import base64
import json

import pytest

from matbaa import formats
from matbaa.errors import Rejected
from matbaa.formats import Limits
from matbaa.submission import Submission
from tests.matbaa.reading import SAMPLES, context


def opened(value: object) -> list[Submission]:
    found = formats.open_envelope(json.dumps(value), context=context())
    return [parsed.submission for parsed in found]


def refused(value: object, limits: Limits | None = None) -> Rejected:
    payload = value if isinstance(value, bytes) else json.dumps(value).encode()
    with pytest.raises(Rejected) as caught:
        formats.check_payload(payload, limits=limits or Limits())
    return caught.value


EVENT = {"specversion": "1.0", "id": "7", "source": "/cms", "type": "submitted", "subject": "a-1"}


def test_fields_of_the_envelope_override_the_documents() -> None:
    markdown = "---\ntitle: Old\ntags: [a]\nlang: fr\n---\nUn texte."

    (found,) = opened(
        {"content": markdown, "title": "New", "id": "x", "language": "en", "tags": ["b"]}
    )

    assert (found.title, found.id, found.language, found.tags) == ("New", "x", "en", ["b"])


def test_a_title_in_the_envelope_is_not_given_to_several_articles() -> None:
    feed = (SAMPLES / "feed.xml").read_text()

    found = opened({"content": feed, "title": "One", "id": "x", "section": "Wire"})

    assert {each.title for each in found} != {"One"}
    assert {each.section for each in found} == {"Wire"}


def test_binary_documents_are_sent_as_base64() -> None:
    content = base64.b64encode("<p>شهدت مدينة إسطنبول انطلاق الجولة الثانية</p>".encode("cp1256"))

    (found,) = opened({"content": content.decode(), "encoding": "base64", "format": "html"})

    assert "إسطنبول" in found.body


def test_the_subject_of_a_cloudevent_is_the_articles_id() -> None:
    (found,) = opened({**EVENT, "data": {"title": "T", "body": "Text."}})

    assert found.id == "a-1"


def test_a_cloudevent_may_contain_ninjs_with_its_own_uri() -> None:
    item = {"uri": "urn:x:1", "headline": "H", "body_html": "<p>B</p>"}

    assert opened({**EVENT, "data": item})[0].id == "urn:x:1"


def test_a_cloudevent_may_contain_a_document() -> None:
    (found,) = opened({**EVENT, "datacontenttype": "text/html", "data": "<h1>H</h1><p>B</p>"})

    assert found.body == "<h1>H</h1><p>B</p>"


@pytest.mark.parametrize(
    ("value", "field"),
    [
        (b"\xff{}", "article"),
        (b"[]", "article"),
        (b'{"body": "x"', "article"),
        ({}, "body"),
        ({"body": " "}, "body"),
        ({"body": "x", "published": "soon"}, "published"),
        ({"body": "x", "autor": "y"}, "autor"),
        ({"content": "x", "format": "docx"}, "format"),
        ({"content": "x", "encoding": "rot13"}, "encoding"),
        ({"uri": "urn:x:1", "version": 1.2}, "version"),
        ({**EVENT, "data": 3}, "data"),
        ({**EVENT, "source": "", "data": {"body": "x"}}, "source"),
    ],
)
def test_a_refusal_names_the_field(value: object, field: str) -> None:
    assert refused(value).field == field


def test_a_body_over_the_limit_is_refused_with_the_limits_name() -> None:
    payload = json.dumps({"body": "ش" * 501}, ensure_ascii=False).encode()

    error = refused(payload, Limits(max_body_bytes=1_000))

    assert (error.field, "max_body_bytes" in error.reason) == ("body", True)


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_json_nested_too_deep_is_refused_before_it_is_parsed(opening: str) -> None:
    assert "max_json_depth" in refused((opening * 100_000).encode()).reason


def test_brackets_in_a_string_do_not_count_as_nesting() -> None:
    body = '[{"quoted": \\' * 500

    assert (
        formats.check_payload(json.dumps({"body": body}).encode(), limits=Limits())["body"] == body
    )


@pytest.mark.parametrize("name", ["article.json", "ninjs.json", "cloudevent.json"])
def test_an_accepted_entry_can_be_opened(name: str) -> None:
    payload = (SAMPLES / name).read_bytes()

    assert formats.check_payload(payload, limits=Limits()) == json.loads(payload)
    assert formats.open_envelope(payload, context=context())


def test_with_a_stated_title_the_first_line_is_text() -> None:
    content = (
        "The Bank of England said it had provided\nthe money market a further 485 million of help\n"
        "in the afternoon session.\nThis brings its total help on the day to 712 million."
    )

    (found,) = opened({"content": content, "title": "Bank gives help"})

    assert found.title == "Bank gives help"
    assert "The Bank of England said it had provided" in found.body


def test_tags_of_html_in_a_title_are_removed() -> None:
    (sent,) = opened({"title": "<b>Bridge</b> opens", "body": "Text."})
    (named,) = opened({"title": "<b>Bridge</b> opens", "content": "Text."})

    assert sent.title == named.title == "Bridge opens"


def test_an_entry_with_a_key_given_twice_is_refused_naming_the_key() -> None:
    assert refused(b'{"title": "One", "body": "Text.", "title": "Two"}').field == "title"
    assert refused(b'{"content": "Text.", "site": "a", "site": "b"}').field == "site"


def test_an_entry_in_another_encoding_is_refused_in_plain_words() -> None:
    reason = refused('{"title": "Café", "body": "Text."}'.encode("latin-1")).reason

    assert "save or send it as Unicode" in reason
    assert "surrogate" not in reason


def test_a_byte_order_mark_before_an_entry_is_ignored() -> None:
    entry = formats.check_payload(b'\xef\xbb\xbf{"title": "One", "body": "Text."}', limits=Limits())

    assert entry["title"] == "One"
