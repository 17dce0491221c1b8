"""Pictures in an article's body, in the markup of many content systems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from matbaa.body_figures import MOST
from matbaa.compose import compose
from matbaa.figures import likeness
from matbaa.formats import markdown
from matbaa.pages.body import without_media
from matbaa.story import Story
from tests.matbaa.reading import context, story

TEXT = "<p>The bridge was opened on Thursday after two years of work.</p>"
AT = "https://x.example"


def body(markup: str, images: Sequence[Mapping[str, object]] = ()) -> Story:
    return story(f"{TEXT}{markup}{TEXT}", title="A bridge", images=list(images))


@pytest.mark.parametrize(
    "markup",
    [
        f'<img src="data:image/gif;base64,R0" data-src="{AT}/a.jpg" alt="A">',
        f'<img srcset="{AT}/small.jpg 480w, {AT}/a.jpg 960w" alt="A">',
        f'<picture><source srcset="{AT}/a.jpg 800w"><img alt="A"></picture>',
        f'<a href="{AT}/large.jpg"><img src="{AT}/a.jpg" alt="A"></a>',
    ],
)
def test_a_picture_is_found_in_any_attribute_that_holds_its_address(markup: str) -> None:
    made = body(markup)

    assert made.html == f'{TEXT}\n<figure><img src="{AT}/a.jpg" alt="A"></figure>\n{TEXT}'
    assert [image.url for image in made.images] == [f"{AT}/a.jpg"]


@pytest.mark.parametrize(
    "markup",
    [
        f'<figure><img src="{AT}/a.jpg"><figcaption>A view. <i class="photo-credit">Roe</i>'
        "</figcaption></figure>",
        f'<figure><img src="{AT}/a.jpg"><figcaption>A view.</figcaption>'
        '<p class="Media_copyright__x1">Roe</p></figure>',
        f'<div class="wp-caption"><img src="{AT}/a.jpg"><p class="wp-caption-text">A view.</p></div>',
    ],
)
def test_captions_and_credits_are_kept_separate(markup: str) -> None:
    made = body(markup)

    assert (made.images[0].caption, made.images[0].credit) in {
        ("A view.", "Roe"),
        ("A view.", None),
    }
    assert "<figcaption>A view." in made.html
    assert ("Roe" in markup) == ('<span class="credit">Roe</span></figcaption>' in made.html)
    assert "A view" not in made.text


def test_each_picture_of_a_gallery_keeps_its_caption() -> None:
    pictures = "".join(
        f'<figure><img src="{AT}/{name}.jpg"><figcaption>{name}</figcaption></figure>'
        for name in ("one", "two")
    )

    made = body(f"<figure>{pictures}<figcaption>Both of them</figcaption></figure>")

    assert [image.caption for image in made.images] == ["one", "two"]
    assert "<p>Both of them</p>" in made.html


def test_the_articles_data_about_a_picture_is_used_in_the_body() -> None:
    image = {"url": f"{AT}/a.jpg", "alt": "A", "caption": "A view.", "credit": "Roe", "width": 640}

    made = body(f'<img src="{AT}/a.jpg">', images=[image])

    assert (
        f'<figure><img src="{AT}/a.jpg" alt="A" width="640">'
        '<figcaption>A view. <span class="credit">Roe</span></figcaption></figure>'
    ) in made.html


def test_captioned_pictures_missing_from_the_body_are_appended_once_each() -> None:
    urls = ("lead.jpg", "lead-300x200.jpg", "b.jpg?w=10", "b.jpg?w=99", "silent.jpg")
    images = [{"url": f"{AT}/{url}", "caption": "" if "silent" in url else url} for url in urls]

    made = body("", images=images)

    assert made.html.count("<figure>") == 1
    assert made.html.endswith(
        f'<figure><img src="{AT}/b.jpg?w=10" alt=""><figcaption>b.jpg?w=10</figcaption></figure>'
    )


def test_the_title_of_a_picture_in_markdown_is_its_caption() -> None:
    (parsed,) = markdown.parse(f'# A bridge\n\nText.\n\n![A]({AT}/a.jpg "A view")', context())

    made = compose(parsed, context())

    assert f'<img src="{AT}/a.jpg" alt="A"><figcaption>A view</figcaption></figure>' in made.html


def test_a_picture_in_a_table_is_among_the_articles_images() -> None:
    made = body(
        f'<table><tr><td>One<img alt="A" src="{AT}/a.jpg"><img src="b"></td><td>2</td></table>'
    )

    assert f'<td>One<img src="{AT}/a.jpg" alt="A"></td>' in made.html
    assert [image.url for image in made.images] == [f"{AT}/a.jpg"]


def test_pictures_over_the_limit_are_left_out_with_a_warning() -> None:
    made = body("".join(f'<img src="{AT}/{number}.jpg">' for number in range(MOST + 7)))

    assert len(made.images) == made.html.count("<img") == MOST
    assert made.warnings == (f"Left out 7 image(s) beyond the first {MOST}.",)


def test_the_text_edition_shows_captions_or_alternative_texts_instead_of_pictures() -> None:
    made = body(
        f'<figure><img src="{AT}/a.jpg" alt="A"><figcaption>A view.</figcaption></figure>'
        f'<img src="{AT}/b.jpg" alt="B"><img src="{AT}/c.jpg">'
    )

    assert without_media(made.html).split("\n") == [
        TEXT,
        "<figure><figcaption>A view.</figcaption></figure>",
        "<figure><figcaption>B</figcaption></figure>",
        "",
        TEXT,
    ]


@pytest.mark.parametrize(
    ("one", "other", "are_alike"),
    [
        ("/a-300x200.jpg", "/a-1024x683.jpg", True),
        ("/a.jpg?width=140&s=1", "/a.jpg?width=460&s=2", True),
        ("/show?id=1", "/show?id=2", False),
        ("/a.jpg", "/b.jpg", False),
    ],
)
def test_sizes_of_one_picture_are_recognised_as_the_same(
    one: str, other: str, are_alike: bool
) -> None:
    assert (likeness(AT + one) == likeness(AT + other)) is are_alike
