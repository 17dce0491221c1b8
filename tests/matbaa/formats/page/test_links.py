"""Links to places within a page are removed from its article."""

from __future__ import annotations

from tests.matbaa.reading import article

PROSE = (
    "Three bookshops stand side by side in the street of the Carmelites, and none of them opens on "
    "Mondays, which is the day of returns, of boxes and of accounts"
)


def test_links_within_a_page_become_text_and_note_numbers_superscript() -> None:
    url = "https://x.example/p/books"
    text = (
        f'<p>{PROSE}.<a href="#footnote-1">1</a></p><p>{PROSE}, as <a href="#below">told below</a> '
        f'and <a href="https://x.example/q#part">elsewhere</a>.</p><p>{PROSE}.</p>'
    )
    head = f'<title>Why bookshops close</title><link rel="canonical" href="{url}">'

    body = article(
        f"<!doctype html><html><head>{head}</head><body><article><h1>Why bookshops close</h1>"
        f"{text}</article></body></html>"
    ).body

    assert "accounts.<sup>1</sup>" in body
    assert "#footnote" not in body
    assert "#below" not in body
    assert 'href="https://x.example/q#part"' in body
