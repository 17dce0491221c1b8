"""Our own JSON from producers that converted their text from HTML."""

from __future__ import annotations

import json

import pytest

from matbaa.submission import Submission
from tests.matbaa.reading import article, refusal

BODY = "<p>The text says &amp;quot; of it.</p>"


def read(**fields: object) -> Submission:
    return article(json.dumps({"body": BODY, **fields}))


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("Tom &amp; Jerry say &quot;no&quot;", 'Tom & Jerry say "no"'),
        ("It&#39;s &#x201C;so&#x201D; &ndash; really", "It's “so” – really"),
        ("<b>Bridge</b> opens<br/>", "Bridge opens"),
        ("قال &laquo;نعم&raquo;", "قال «نعم»"),
        ("AT&T; R&D & more &unknown;", "AT&T; R&D & more &unknown;"),
        ("If a < b and c > d", "If a < b and c > d"),
        ("<i></i>", "<i></i>"),
        ("<h1>Bridge opens</h1>", "Bridge opens"),
        ('<a href="/b">Bridge</a> <b>opens</b>', "Bridge opens"),
        ("What the <p> element is for", "What the <p> element is for"),
    ],
)
def test_html_entities_in_plain_text_are_decoded(sent: str, meant: str) -> None:
    found = read(
        title=sent, tags=[sent], authors=[sent], images=[{"url": "https://x.io/a", "alt": sent}]
    )

    assert found.title == meant
    assert found.tags == [meant]
    assert found.authors[0].name == meant
    assert found.images[0].alt == meant
    assert found.body == BODY


def test_doubly_escaped_text_is_decoded() -> None:
    assert read(title="The &amp;lt;b&amp;gt; tag").title == "The &lt;b&gt; tag"


def test_tags_and_authors_in_one_text_are_several() -> None:
    found = article(
        json.dumps({"body": "B", "tags": "sea, ports، سفن", "authors": "Jane Roe and John Smith"})
    )

    assert found.tags == ["sea", "ports", "سفن"]
    assert [author.name for author in found.authors] == ["Jane Roe", "John Smith"]


@pytest.mark.parametrize(
    ("document", "key"),
    [
        ('{"title": "One", "body": "Text.", "title": "Two"}', "title"),
        ('{"body": "Text.", "images": [{"url": "https://x.io/a", "alt": "a", "alt": "b"}]}', "alt"),
    ],
)
def test_a_key_that_is_given_twice_is_refused(document: str, key: str) -> None:
    refused = refusal(document)

    assert refused.field == key
    assert "twice" in refused.reason
