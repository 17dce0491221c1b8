"""The format of a document is detected from its content."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matbaa import formats
from matbaa.errors import Rejected
from tests.matbaa.reading import SAMPLES, article, articles, context, refusal, sample

KINDS = {
    "article.json": "submission",
    "atom.xml": "atom",
    "cloudevent.json": "cloudevent",
    "feed.json": "jsonfeed",
    "feed.xml": "rss",
    "ghost.json": "ghost",
    "mail.eml": "email",
    "newsml-g2.xml": "newsml-g2",
    "ninjs.json": "ninjs",
    "nitf.xml": "nitf",
    "page.html": "page",
    "post.md": "markdown",
    "seed.txt": "text",
    "wordpress.xml": "wxr",
}


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_every_sample_is_recognised_without_its_file_name(name: str, kind: str) -> None:
    content = formats.decode((SAMPLES / name).read_bytes())

    assert kind == formats.detect(content, context()).NAME


@pytest.mark.parametrize("name", KINDS)
def test_every_sample_has_a_title_and_a_text(name: str) -> None:
    for parsed in sample(name):
        assert parsed.submission.title
        assert len(parsed.submission.body) > 80


def test_a_stated_format_is_used_without_detection() -> None:
    assert "# not a heading" in article("# not a heading\n\nA line of text.", "html").body


def test_an_unknown_format_is_refused_with_a_list_of_known_ones() -> None:
    error = refusal("text", "docx")

    assert error.field == "format"
    assert "newsml-g2" in error.reason


@pytest.mark.parametrize("content", ["", "  \n ", b"", b"\xef\xbb\xbf"])
def test_an_empty_document_is_refused(content: str | bytes) -> None:
    assert refusal(content).field in {"content", "body"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"colour": "blue", "size": 3}', "JSON in no supported format"),
        ('{"title": "x", ', "not JSON"),
        (
            "<?xml version='1.0'?><invoice><total>3</total></invoice>",
            "its root element is <invoice>",
        ),
        ("<?xml version='1.0'?> 3 < 4", "it has no root element"),
        ('{"a":' * 200, "max_json_depth"),
    ],
)
def test_structured_data_that_is_no_article_is_refused(content: str, reason: str) -> None:
    assert reason in refusal(content).reason


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("<b>Bold</b> from the start.", "html"),
        ("A lead.<p>And more.</p>", "html"),
        ("<!-- wp:paragraph --><p>x</p>", "html"),
        ("In HTML a <p> starts a paragraph, says the handbook.", "text"),
        ("3 < 4 and <foo> is no element.", "text"),
        ("[Update] The [council] met.", "text"),
        ("Subject: none of this\nis a mail.", "text"),
        ("# One\n\nText.", "markdown"),
        ("#1 in the charts again", "text"),
    ],
)
def test_text_that_mentions_markup_is_not_read_as_markup(content: str, kind: str) -> None:
    assert kind == formats.detect(content, context()).NAME


def test_a_csv_table_is_refused() -> None:
    assert "CSV" in refusal("name,email\nA,a@example.org\n", name="members.csv").reason


def test_the_refusal_of_a_broken_submission_names_its_wrong_fields() -> None:
    error = refusal((SAMPLES / "broken.json").read_bytes())

    assert str(error) == "body: is missing (also wrong: published, autor)"


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(content: str) -> None:
    with suppress(Rejected):
        assert articles(content)


def test_a_dictionary_as_python_prints_it_is_refused_with_the_remedy() -> None:
    assert "double quotes" in str(refusal("{'title': 'T', 'body': 'Text.'}"))
