"""Composing a story from a submission."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matbaa import compose as composing
from matbaa.errors import Rejected
from matbaa.formats import Limits
from matbaa.submission import BodyFormat
from tests.matbaa.reading import RIYADH, articles, context, sample, story

ARABIC = (
    "شهدت مدينة إسطنبول التركية انطلاق الجولة الثانية من المحادثات بين الوفدين في مقر القنصلية."
)
ENGLISH = "The night ferry between the port and the outer islands sailed again on Sunday evening."


def test_a_body_becomes_plain_blocks_whatever_its_markup() -> None:
    made = story(
        "lead<div>one<br><br>two <span>x</span></div><h4>H</h4><ul><li><p>a</p><li>b</ul>"
        "<p></p><p><img src='https://x.example/a.png' alt='A'></p><center>end</center>"
    )

    assert made.html.splitlines() == [
        "<p>lead</p>",
        "<p>one</p>",
        "<p>two x</p>",
        "<h2>H</h2>",
        "<ul><li>a</li><li>b</li></ul>",
        '<figure><img src="https://x.example/a.png" alt="A"></figure>',
        "<p>end</p>",
    ]


def test_the_plain_text_has_no_headings_captions_or_tables() -> None:
    made = story(
        "<h2>H</h2><p>One <b>two</b>.</p><blockquote>Three.</blockquote>"
        "<table><tr><td>4<td>5</table>"
        "<figure><img src='https://x.example/a.png'><figcaption>Six</figcaption></figure>"
    )

    assert made.text == "One two.\n\nThree."
    assert made.headings == ("H",)
    assert made.images[0].caption == "Six"


def test_levels_of_headings_start_below_the_title() -> None:
    assert story("<p>x</p><h3>a</h3><h5>b</h5><h1>c</h1>").html.splitlines()[1:] == [
        "<h2>a</h2>",
        "<h3>b</h3>",
        "<h2>c</h2>",
    ]


@pytest.mark.parametrize("end", ["2027-01-02T08:00:00", "2027-01-02T05:00:00Z", "2026-01-01"])
def test_an_article_that_would_expire_before_it_is_published_is_rejected(end: str) -> None:
    begin = datetime(2027, 1, 2, 8, tzinfo=RIYADH)
    with pytest.raises(Rejected, match="expire_at: must be after publish_at"):
        story("<p>x</p>", publish_at=begin, expire_at=datetime.fromisoformat(end))
    later = datetime(2027, 1, 2, 8, 1)  # noqa: DTZ001 -- in the site's zone, as producers write it
    assert story("<p>x</p>", publish_at=begin, expire_at=later).expire_at


def test_a_heading_that_repeats_the_title_is_left_out() -> None:
    assert story("<h1>A  Title</h1><p>a title</p><p>Text.</p>").html == "<p>Text.</p>"


def test_a_title_is_taken_from_the_first_heading() -> None:
    made = story("<h1>From the body</h1><p>Text.</p>", title=None)

    assert (made.title, made.html) == ("From the body", "<p>Text.</p>")
    assert "title" in made.guessed


def test_a_short_first_paragraph_is_the_title() -> None:
    made = story("<p>A short line</p><p>And a text that goes on.</p>", title=None)

    assert (made.title, made.html) == ("A short line", "<p>And a text that goes on.</p>")


def test_the_first_sentence_of_a_single_paragraph_is_the_title_and_stays_in_the_text() -> None:
    made = story(f"<p>{ENGLISH} {'It runs until October. ' * 9}</p>", title=None)

    assert made.title == ENGLISH
    assert made.text.startswith(ENGLISH)


@pytest.mark.parametrize(
    "body", ["<p> </p>", "<script>x</script>", "<img src='https://x.example/a.png'>"]
)
def test_a_body_without_text_is_refused(body: str) -> None:
    with pytest.raises(Rejected) as caught:
        story(body)

    assert caught.value.field == "body"


def test_a_title_of_invisible_characters_counts_as_missing() -> None:
    assert story(f"<p>{ENGLISH}</p>", title="\u202e\x00").title == ENGLISH


def test_a_table_alone_counts_as_text() -> None:
    assert story("<table><tr><td>Rome<td>21</table>").text == "Rome 21"


def test_language_and_direction_are_detected() -> None:
    made = story(f"<p>{ARABIC}</p><p>{ENGLISH}</p>", language=None, title="عنوان")

    assert (made.language, made.direction) == ("ar", "rtl")
    assert '<p lang="en" dir="ltr">The night' in made.html


def test_a_paragraph_that_quotes_another_language_keeps_the_direction_of_its_beginning() -> None:
    mixed = f"ويقول الباحث John Smith من جامعة Leeds: «{ENGLISH}»."
    assert f"<p>{mixed}</p>" in story(f"<p>{ARABIC}</p><p>{mixed}</p>", language="ar").html


def test_a_stated_language_is_kept_unless_the_texts_direction_contradicts_it() -> None:
    assert story(f"<p>{ENGLISH}</p>", language="en-GB").language == "en-GB"
    made = composing.compose(articles(f"---\nlang: en\ntitle: x\n---\n{ARABIC}")[0], context())

    assert made.language == "ar"
    assert made.warnings == ("The language was given as en, but the text is in ar.",)


def test_translations_keep_their_addresses_under_bcp_47_tags() -> None:
    made = story("<p>x</p>", translations={"pt_BR": "https://x.example/pt"})
    assert made.translations == {"pt-BR": "https://x.example/pt"}


def test_times_without_an_offset_are_in_the_sites_zone() -> None:
    made = story("<p>x</p>", published="2026-03-01T08:00:00", updated="2026-03-01T08:00:00Z")

    assert made.published == datetime(2026, 3, 1, 8, tzinfo=RIYADH)
    assert made.updated == datetime(2026, 3, 1, 8, tzinfo=UTC)


def test_a_date_outside_the_supported_years_is_ignored_with_a_warning() -> None:
    made = story("<p>x</p>", published="0001-01-01T00:00:00")

    assert made.published is None
    assert "published" in made.warnings[0]


def test_plain_text_without_a_title_is_read_as_copied_from_a_page() -> None:
    (parsed,) = sample("seed.txt")
    text = (parsed.submission.title or "") + "\n\n" + ARABIC + "\n\n" + ARABIC

    made = story(text, format=BodyFormat.TEXT, title=None)

    assert made.title == parsed.submission.title
    assert "title" in made.guessed


def test_lines_of_plain_text_with_a_title_are_paragraphs() -> None:
    assert story("One < two.\nThree.", format=None).html == "<p>One &lt; two.</p>\n<p>Three.</p>"


def test_markdown_is_recognised_in_a_body_without_a_format() -> None:
    assert story("## H\n\nText with **marks**.\n\n- a\n- b", format=None).headings == ("H",)


def test_the_articles_images_come_before_those_of_its_body_without_repetition() -> None:
    lead, other = "https://x.example/lead.jpg", "https://x.example/b.jpg"
    body = f"<p>x</p><img src='{other}'><img src='{lead}'><img src='/lost.png'>"

    made = story(body, images=[{"url": lead, "credit": "C"}])

    assert [image.url for image in made.images] == [lead, other]
    assert made.images[0].credit == "C"
    assert made.warnings == ("Left out 1 image(s) without a web address.",)


def test_bidi_overrides_are_removed_from_text() -> None:
    made = story("<p>Price \u202e100\u202c and &#x202e;x \u2067unclosed</p>", title="a\u202eb\x00c")

    assert made.text == "Price 100 and x unclosed"
    assert made.title == "abc"


@pytest.mark.parametrize("hyphen", ["\xad", "&shy;"])
def test_soft_hyphens_are_removed_from_words(hyphen: str) -> None:
    found = story(f"<p>Der Hafen{hyphen}meister kam.</p>", title="Hafen\xadmeister")

    assert (found.title, found.text) == ("Hafenmeister", "Der Hafenmeister kam.")
    assert found.html == "<p>Der Hafenmeister kam.</p>"


def test_closed_bidi_isolates_are_kept() -> None:
    body = "رقم الهاتف \u2066+966 11\u2069 للاستفسار"

    assert story(f"<p>{body}</p>").text == body


@pytest.mark.parametrize(
    ("limits", "body", "reason"),
    [
        (Limits(max_body_bytes=50), "<p>" + "x" * 60, "max_body_bytes"),
        (Limits(max_nesting=5), "<div>" * 9 + "x", "max_nesting"),
        (Limits(max_elements=5), "<p>x</p>" * 6, "max_elements"),
        (Limits(max_attributes=9), f"<p {' a=1' * 300}>x</p>", "max_attributes"),
        (Limits(seconds=-1), "<p>x</p>", "parse_seconds"),
    ],
)
def test_a_body_over_a_limit_is_refused_with_the_limits_name(
    limits: Limits, body: str, reason: str
) -> None:
    with pytest.raises(Rejected, match=reason):
        story(body, limits=limits)


@given(
    st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=30), min_size=1, max_size=5)
)
def test_no_word_of_a_plain_text_is_lost(lines: list[str]) -> None:
    text = "\n\n".join(lines)
    try:
        made = story(text, format=BodyFormat.TEXT, title="-")
    except Rejected:
        return

    seen = "".join(made.text.split())
    for line in lines:
        for word in line.split():
            if word.isalnum() and word != "-":
                assert word in seen


def test_the_number_of_a_footnote_is_not_part_of_the_plain_text() -> None:
    made = story("It rained.[^1] It poured.\n\n[^1]: So says she.", format=BodyFormat.MARKDOWN)

    assert made.text.startswith("It rained. It poured.")
    assert "<sup>" in made.html


def test_an_exponent_is_part_of_the_plain_text() -> None:
    assert story("<p>A field of 10<sup>2</sup> m<sup>2</sup>.</p>").text == "A field of 102 m2."


def test_a_title_taken_from_the_first_sentence_has_no_dateline() -> None:
    made = story(
        "<p>CAIRO (Reuters) - The bank cut its rate by half a point on Monday.</p>", title=""
    )

    assert made.title == "The bank cut its rate by half a point on Monday."


@pytest.mark.parametrize("body", ["<p>...</p>", "<p>— * —</p><hr>", "<p>🎉</p>"])
def test_a_body_of_punctuation_alone_is_refused(body: str) -> None:
    with pytest.raises(Rejected, match="contains no text"):
        story(body)


def test_references_that_were_escaped_twice_are_shown_as_meant_except_beside_code() -> None:
    twice = "<p>Tom &amp;amp; Jerry said &amp;ldquo;no&amp;rdquo; to &amp;lt;b&amp;gt;.</p>"

    assert story(twice).html == "<p>Tom &amp; Jerry said “no” to &amp;lt;b&amp;gt;.</p>"
    assert "&amp;amp;" in story(f"{twice}<pre>&amp;</pre>").html
