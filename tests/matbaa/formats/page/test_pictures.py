"""Which pictures on a page belong to its article."""

from __future__ import annotations

import pytest

from matbaa.formats.page import parser as page
from matbaa.submission import Submission
from tests.matbaa.reading import context

PARAGRAPH = (
    "<p>The council voted on Wednesday night to rebuild the harbour wall, part {}, it said.</p>"
)


def read(between: str, head: str = "") -> Submission:
    texts = [PARAGRAPH.format(number) for number in ("one", "two", "three")]
    document = (
        f"<!doctype html><html lang=en><head><title>Council rebuilds wall</title>{head}"
        '<link rel=canonical href="https://news.example/wall"></head><body><article>'
        "<h1>Council rebuilds wall</h1><p class=byline>By <a rel=author>Ada Holm</a></p>"
        f"{texts[0]}{texts[1]}{between}{texts[2]}</article></body>"
    )
    (parsed,) = page.parse(document, context())
    return parsed.submission


@pytest.mark.parametrize("file", ["silicon-valley.jpg", "iconic-pier.jpg", "pixelated.png"])
def test_a_picture_is_kept_though_its_file_name_contains_a_word_for_logos(file: str) -> None:
    assert [image.url for image in read(f'<img src="/p/{file}">').images] == [
        f"https://news.example/p/{file}"
    ]


@pytest.mark.parametrize("file", ["site-logo.png", "icon_share.gif", "siteLogo.png", "arrow.svg"])
def test_logos_and_icons_are_left_out_unless_they_have_a_caption(file: str) -> None:
    image = f'<img src="/p/{file}">'

    assert read(image).images == []
    assert read(f"<figure>{image}<figcaption>The new sign</figcaption></figure>").images != []


def test_a_portrait_of_the_author_is_no_picture_of_the_article() -> None:
    assert read('<img src="/people/holm.jpg" alt="Ada Holm">').images == []


def test_the_sites_logo_is_not_the_lead_image() -> None:
    stated = '<meta property="og:image" content="https://news.example/static/logo.png">'

    assert read("", stated).images == []


def test_the_lead_image_takes_the_caption_of_another_size_of_it() -> None:
    stated = '<meta property="og:image" content="https://news.example/wall.jpg?w=1200">'
    figure = '<figure><img src="/wall.jpg?w=600"><figcaption>The wall</figcaption></figure>'

    assert [(image.url, image.caption) for image in read(figure, stated).images] == [
        ("https://news.example/wall.jpg?w=1200", "The wall")
    ]
