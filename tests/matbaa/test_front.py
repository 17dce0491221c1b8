"""What leads on the front page, and where its pictures stand."""

from __future__ import annotations

import pytest

from matbaa.pages import Entry
from tests.matbaa.sample_site import PICTURE, press, read, texts, values, view


def entry(number: int, *, pictured: bool) -> Entry:
    images = (PICTURE,) if pictured else ()
    return view(number=number, title=f"خبر {number}", images=images).entry


def titles(pictured: str) -> tuple[list[str], str]:
    """The stories in the order of the front page; `pictured` says of each, newest first, whether
    it has a picture: x or dot.
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
