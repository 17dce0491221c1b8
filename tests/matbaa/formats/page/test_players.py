"""Embedded players and posts of other sites within a page, and AMP's pictures."""

from __future__ import annotations

import pytest

from matbaa.compose import compose
from matbaa.formats.page import parser as page
from tests.matbaa.reading import context

PARAGRAPH = (
    "<p>The council voted on Wednesday night to rebuild the harbour wall, part {}, it said.</p>"
)


def made(between: str, below: str = "") -> str:
    """The composed body of a page with this markup between its paragraphs and below them."""
    texts = [PARAGRAPH.format(number) for number in ("one", "two", "three")]
    document = (
        "<!doctype html><html lang=en><head><title>Council rebuilds wall</title>"
        '<link rel=canonical href="https://news.example/wall"></head><body><article>'
        f"<h1>Council rebuilds wall</h1>{texts[0]}{texts[1]}{between}{texts[2]}{below}</article>"
        '<aside><iframe src="https://www.youtube.com/embed/ofTheSidebar"></iframe></aside></body>'
    )
    (parsed,) = page.parse(document, context())
    return compose(parsed, context()).html


@pytest.mark.parametrize(
    "player",
    [
        '<iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe>',
        '<figure><iframe data-src="//www.youtube.com/embed/abcdefghijk"></iframe></figure>',
        '<amp-youtube data-videoid="abcdefghijk"></amp-youtube>',
    ],
)
def test_a_player_becomes_a_link_card_in_its_place(player: str) -> None:
    card = 'href="https://www.youtube.com/watch?v=abcdefghijk"'

    between, below = made(player), made("", player)

    assert between.index("part two") < between.index(card) < between.index("part three")
    assert below.index("part three") < below.index(card)
    assert "ofTheSidebar" not in between + below


def test_a_player_of_an_unknown_host_is_removed() -> None:
    assert "evil" not in made('<iframe src="https://evil.example/x"></iframe>')


def test_an_amp_picture_is_read_with_its_caption() -> None:
    picture = '<amp-img src="/wall.jpg" alt="The wall"></amp-img><figcaption>After it</figcaption>'

    body = made(picture)

    assert 'src="https://news.example/wall.jpg"' in body
    assert "<figcaption>After it</figcaption>" in body
