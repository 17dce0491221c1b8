"""Which stories lead the front page, and where pictures are shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matbaa.pages import Entry, Listing, Rendition
from matbaa.pictures import for_cards
from tests.matbaa.sample_site import PICTURE, SITE, press, read, texts, values, view


def entry(number: int, *, pictured: bool) -> Entry:
    images = (PICTURE,) if pictured else ()
    return view(number=number, title=f"خبر {number}", images=images).entry


def titles(pictured: str) -> tuple[list[str], str]:
    """The front page's stories in order, and the classes of its top.

    `pictured` says for each story, newest first, whether it has a picture: x for yes, a dot for no.
    """
    entries = [entry(99 - n, pictured=mark == "x") for n, mark in enumerate(pictured)]
    front = read(press().front(entries))
    names = {each.title: str(place) for place, each in enumerate(entries)}
    classes = values(front, ".latest ol", "class")[0] or ""
    return [names[text] for text in texts(front, ".top .card-title")], classes


@pytest.mark.parametrize(
    ("pictured", "order", "kind"),
    [
        ("xxx", "012", "top"),
        ("..x.x.x", "2460135", "top"),
        ("x..", "012", "top wordy"),
        ("....xx", "012345", "top bare"),
    ],
)
def test_pictures_lead_the_front_page_and_the_rest_keep_their_order(
    pictured: str, order: str, kind: str
) -> None:
    found, classes = titles(pictured)
    assert ("".join(found), classes) == (order, kind)


def test_a_card_without_a_picture_among_others_shows_its_description() -> None:
    entries = [entry(99 - n, pictured=n != 4) for n in range(6)]
    cards = read(press().front(entries)).css(".top > li")[3:]
    assert [card.css_matches("img") for card in cards] == [True, False, True]
    assert [card.css_matches(".card-description") for card in cards] == [False, True, False]


def test_eight_more_headlines_follow_below_the_top() -> None:
    front = read(press().front([entry(99 - n, pictured=True) for n in range(20)]))
    assert len(front.css(".top > li")) == 7
    assert len(front.css(".headlines > li")) == 8


def test_a_section_on_the_front_page_shows_no_story_already_shown_above() -> None:
    entries = [entry(99 - n, pictured=True) for n in range(12)]
    older = entry(50, pictured=True)
    shown = Listing("section", "news", "News", [entries[0], entries[9], older])
    nothing_new = Listing("section", "old", "Old", entries[:3])
    front = read(press().front(entries, [shown, nothing_new]))
    assert texts(front, ".front-section .card-title") == [older.title]
    assert texts(front, ".front-section .block-title") == ["News"]


def test_a_card_offers_no_rendition_larger_than_it_needs() -> None:
    sizes = tuple(
        Rendition(f"{SITE.base_url}/media/{width}.{suffix}", width, width, f"image/{kind}")
        for suffix, kind in (("avif", "avif"), ("jpg", "jpeg"))
        for width in (480, 960, 1600)
    )
    shown = replace(entry(1, pictured=True), card_sizes=for_cards(sizes))
    front = read(press().front([shown]))
    assert values(front, ".card source", "srcset") == ["/media/480.avif 480w, /media/960.avif 960w"]
    assert values(front, ".card img", "src") == ["/media/480.jpg"]
