"""Hostile input does no harm: no crash, no hang, no script that runs."""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import hostile
from matbaa import formats
from matbaa.compose import compose
from matbaa.errors import Rejected
from tests.matbaa.reading import SAMPLES, context

CORPUS = Path(__file__).parents[3] / "shared" / "data" / "hostile"
WAYS = ("html", "markdown", "text", "page")

PAYLOADS = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1)) **a** **b**",
    "<a href='java&#x0A;script:alert(1)'>x</a>",
    "<img src=x onerror=alert(1)//",
    "{{ config }} {% include '/etc/passwd' %} ${7*7}",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "</textarea></title></style><img src onerror=alert(1)>",
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>',
    "\x00\ud800\ufffe\u202e",
    "=cmd|' /C calc'!A0",
    '<img src="http://x.example/a.png" srcset="javascript:alert(1) 1x" usemap="#m" sizes=1>',
    "<picture><source srcset='https://x.example/x.svg'><img src='https://x.example/a.svg#<b>'>",
    '<p lang="ar&quot; onload=alert(1)" dir="rtl&#39;onx=1" is=x slot=a popover id=main>text</p>',
    '<time datetime="2020&quot;><script>alert(1)</script>">x</time>',
    '<img src="https://x.example/a.png" width=1e9 height=-5 alt="&quot;><script>alert(1)</script>">',
    "<ruby><rt><style></rt><img src=x onerror=alert(1)></style></ruby>",
    "<p><svg><desc><![CDATA[</desc><img src=x onerror=alert(1)>]]></svg>",
    '<math><annotation-xml encoding="text/html"><style><!--</style><a title="--&gt;&lt;img src onerror=x&gt;">',
    '<div><template shadowrootmode="open"><script>alert(1)</script></template></div>',
    "<details open ontoggle=alert(1)><summary>s</summary>t</details><dialog open>x</dialog>",
    "<sc<script>ript>alert(1)</sc</script>ript><<script>alert(1)//<</script>",
    '<a href="jav\tascript:alert(1)">t</a><a href="\x01javascript:alert(1)">c</a><a href="blob:x">b</a>',
    '<meta http-equiv=refresh content="0;url=https://x.example"><base href="https://x.example/">',
    '<iframe srcdoc="<script>alert(1)</script>" src="https://youtu.be/abcdefghijk"></iframe>',
    "[r]: data:text/html,<script>alert(1)</script>\n\n[r] ![a](javascript:alert(1)) **b** *c*",
    "<p>]]></p><p>--></p><p></script><script>alert(1)</script></p></title></style></textarea>",
]
#: Repeated, these make careless patterns and parsers take quadratic time.
UNITS = [
    *(
        "<!--",
        "<div>",
        "<a ",
        '<a x="',
        "<![CDATA[",
        "[",
        "![](",
        "*a **a ",
        "`",
        "&nbsp;",
        "\n",
        "> ",
    ),
    *(
        "{%",
        "{{<",
        "{:",
        "[caption]<img>",
        "<title>",
        '{"a":',
        "<p><b>",
        "http://",
        "12:",
        "\\",
        "a@a.",
    ),
    *(
        "---\n",
        "From: a\n",
        "\x01\x02",
        "<iframe ",
        "<rss><",
        "<!---->",
        "- ",
        "| a ",
        "\u0640",
        "ا\u0651",
        "<?",
        " <br>",
    ),
]


def tell(content: str, kind: str | None) -> None:
    """Read and compose a document; check that the result is harmless and comes soon."""
    started = time.process_time()
    with suppress(Rejected):
        for parsed in formats.parse(content, format=kind, context=context()):
            assert list(hostile.dangers(compose(parsed, context()))) == []
    assert time.process_time() - started < 2


@pytest.mark.parametrize("kind", [None, *WAYS])
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_for_browsers_survives_as_script(payload: str, kind: str | None) -> None:
    tell(f"{payload}\n\nThe end of a text with that in it.", kind)


@pytest.mark.parametrize("kind", [None, "html", "markdown", "wxr", "email"])
@pytest.mark.parametrize("unit", UNITS)
def test_repeated_markup_takes_little_time(unit: str, kind: str | None) -> None:
    tell(unit * (60_000 // len(unit)), kind)


def test_only_a_genuine_link_card_is_kept_as_one() -> None:
    evil = '<figure class="embed"><a href="https://evil.example/">YouTube</a><h2>x</h2></figure>'
    known = (
        '<figure class="embed"><a href="https://youtu.be/abcdefghijk">Clip <b>1</b></a>'
        "<script>x</script><h2>x</h2></figure>"
    )
    (parsed,) = formats.parse(f"{evil}{known}<p>A text.</p>", format="html", context=context())
    made = compose(parsed, context())

    assert made.html.count('class="embed"') == 1
    assert (
        '<figure class="embed"><a href="https://youtu.be/abcdefghijk" rel="noopener noreferrer">'
        "Clip 1</a></figure>"
    ) in made.html


@pytest.mark.parametrize("tag", ["h1", "p", "div", "b", "table", "ul", "a", "figure"])
@pytest.mark.parametrize(
    "text", ["x", "The talks with the visiting delegation were constructive. "]
)
def test_a_page_of_thousands_of_elements_takes_little_time(tag: str, text: str) -> None:
    unit = f"<{tag}>{text}</{tag}>"
    tell(f"<!doctype html><title>A headline</title>{unit * 5_900}<p>The end of it.", "page")


def test_a_very_large_page_keeps_its_article() -> None:
    said = "the talks with the visiting delegation were constructive, he said."
    paragraphs = "".join(f"<p>On day {day} {said}</p>" for day in range(9))
    links = "<div><a href='/x'>More</a></div>" * 4_000
    sent = f"<!doctype html><title>A headline</title>{links}<main><h2>One</h2>{paragraphs}</main>"

    (parsed,) = formats.parse(sent, context=context())
    made = compose(parsed, context())

    assert made.text.count("constructive") == 9
    assert made.headings == ("One",)
    assert "More" not in made.text


def test_a_payload_in_any_field_is_kept_as_plain_text() -> None:
    fields = (
        "title",
        "subtitle",
        "description",
        "section",
        "place",
        "source",
        "correction",
        "slug",
    )
    payload = dict.fromkeys(fields, "<script>alert(1)</script>\u202e")
    sent = json.dumps({**payload, "tags": ["<b>"], "authors": ["<i>"], "body": "<p>x</p>"})

    (parsed,) = formats.open_envelope(sent, context=context())
    made = compose(parsed, context())

    assert made.title == "<script>alert(1)</script>"
    assert "script" not in made.html


@settings(max_examples=60)
@given(data=st.data())
def test_a_damaged_document_is_read_or_refused(data: st.DataObject) -> None:
    files = sorted(path.name for path in SAMPLES.iterdir() if path.is_file())
    name = data.draw(st.sampled_from(files))
    body = bytearray((SAMPLES / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(body) - 1))
        body[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    with suppress(Rejected):
        for parsed in formats.parse(bytes(body), context=context()):
            assert list(hostile.dangers(compose(parsed, context()))) == []


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the hostile corpus is not on this machine")
def test_a_sample_of_the_hostile_corpus_does_no_harm() -> None:
    payloads = list(hostile.payloads(CORPUS))
    for record, payload in random.Random(7).sample(payloads, 150):
        assert hostile.tried(record["id"], payload, Counter()) == []
