"""Quotations in web pages keep their source."""

from __future__ import annotations

from tests.matbaa.reading import article

_TEXT = "".join(
    f"<p>Sentence {number} tells what the fire brigade did during the night and where the water "
    "went before the people of the old town came home.</p>"
    for number in range(6)
)


def body(quotation: str, after: str = "") -> str:
    """The body that is read from a page with this markup in its middle."""
    found = article(
        "<!doctype html><html lang='en'><head><title>The river rose</title></head><body>"
        f"<nav><a href='/'>Home</a></nav><article><h1>The river rose</h1>{_TEXT}{quotation}{after}"
        f"{_TEXT.replace('Sentence', 'Later sentence')}</article><footer>Imprint</footer></body>"
    )
    return found.body


def test_the_footer_of_a_quotation_is_kept() -> None:
    read = body("<blockquote><p>So much water.</p><footer>Ann Roe, mayor</footer></blockquote>")
    assert "Ann Roe, mayor</p>\n</blockquote>" in read or "Ann Roe, mayor</p></blockquote>" in read
    assert "Imprint" not in read


def test_a_quotation_in_a_figure_is_kept_with_its_caption() -> None:
    read = body(
        "<figure><blockquote>It was the worst night of all.</blockquote>"
        "<figcaption>Jo Doe, firefighter</figcaption></figure>"
    )
    assert "It was the worst night of all." in read
    assert read.index("worst night") < read.index("Jo Doe, firefighter")
    assert read.count("Jo Doe") == 1


def test_a_pull_quote_that_repeats_the_text_is_read_once() -> None:
    read = body(
        "<figure><blockquote>Nobody slept that night</blockquote></figure>",
        after="<p>Nobody slept that night, said the baker, who opened at three for all of them.</p>",
    )
    assert read.count("Nobody slept that night") == 1
