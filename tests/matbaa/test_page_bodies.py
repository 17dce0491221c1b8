"""How an article's body is prepared for its page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matbaa.pages.body import finish
from tests.matbaa.sample_site import article, entries, shown, values, view


def test_direction_marks_without_effect_are_removed() -> None:
    assert finish("<p>\u200fكنت\u200f في \u200e2025</p>", "rtl") == "<p>كنت في \u200e2025</p>"


def test_each_heading_has_an_id_of_its_own() -> None:
    page = article(
        html="<h2>سياق المحادثات، السابقة</h2><h2>Main</h2><h3>Main</h3><h2>!</h2><h2>13 مليون</h2>"
        "<h2>आगे क्या</h2>"
    )

    headings = values(page, ".article-body > *", "id")
    assert headings == ["سياق-المحادثات-السابقة", "main-2", "main-3", None, "h-13-مليون", "आग-कय"]


def test_pictures_in_the_body_are_loaded_lazily() -> None:
    page = article(html='<p><img src="https://x.example/a.png" alt=""></p>')

    assert values(page, ".article-body img", "loading") == ["lazy"]


def test_a_table_can_be_scrolled_by_keyboard() -> None:
    table = "<table><tr><td>1</td></tr></table>"
    assert finish(table, "ltr") == f'<div class="table" role="group" tabindex="0">{table}</div>'
    nested = f"<table><tr><td>{table}</td></tr></table>"
    assert finish(nested, "ltr") == nested


def test_code_can_be_scrolled_by_keyboard() -> None:
    assert finish("<pre>x = 1</pre>", "rtl") == '<pre tabindex="0">x = 1</pre>'


@pytest.mark.parametrize(
    ("html", "direction", "turned"),
    [
        ("<p>Open at last!</p>", "rtl", '<p dir="ltr">Open at last!</p>'),
        ("<p>Открыто!</p>", "rtl", '<p dir="ltr">Открыто!</p>'),
        (
            "<p>Layla (ليلى) <b>said</b> so.</p>",
            "rtl",
            '<p dir="ltr">Layla (ليلى) <b>said</b> so.</p>',
        ),
        ("<p>افتتحت!</p>", "ltr", '<p dir="rtl">افتتحت!</p>'),
        ("<ul><li>One</li></ul>", "rtl", '<ul dir="ltr"><li>One</li></ul>'),
        (
            "<blockquote><p>It is!</p><p>So!</p></blockquote>",
            "rtl",
            '<blockquote dir="ltr"><p>It is!</p><p>So!</p></blockquote>',
        ),
        (
            "<blockquote><p>قالت إنها افتتحت المكتبة</p><p>It is!</p></blockquote>",
            "rtl",
            '<blockquote><p>قالت إنها افتتحت المكتبة</p><p dir="ltr">It is!</p></blockquote>',
        ),
    ],
)
def test_a_block_in_the_other_direction_is_marked_with_its_direction(
    html: str, direction: str, turned: str
) -> None:
    assert finish(html, direction) == turned


@pytest.mark.parametrize(
    ("html", "direction"),
    [
        ("<p>وأعلنت Microsoft ذلك</p>", "rtl"),
        ("<p>2025: 12.5%</p>", "rtl"),
        ("<p>2025: 12.5%</p>", "ltr"),
        ("<p>It said so.</p>", "ltr"),
        ('<p dir="rtl">BBC</p>', "rtl"),
        ("<ul><li>شركة</li><li>شركتان أخريان</li><li>IBM</li></ul>", "rtl"),
    ],
)
def test_a_block_in_the_pages_direction_is_unchanged(html: str, direction: str) -> None:
    assert finish(html, direction) == html


@pytest.mark.parametrize(
    ("last", "attributes"),
    [
        ('— The Port (@port) <a href="https://port.example/1">May 3</a>', ' class="source"'),
        ("– Umm Salim, baker", ' class="source"'),
        ("— We shall stay, she said.", ""),
        ("—", ""),
        (f"— {'a long line ' * 12}", ""),
        ("The Port", ""),
    ],
)
def test_the_line_below_a_quotation_that_names_its_source_is_marked(
    last: str, attributes: str
) -> None:
    html = "<blockquote><p>The boat is in.</p>\n<p{}>{}</p></blockquote>"

    assert finish(html.format("", last), "ltr") == html.format(attributes, last)


def test_a_lone_line_with_a_dash_is_the_quotation_itself() -> None:
    html = "<blockquote><p>— Umm Salim</p></blockquote><p>One.</p>\n<p>— Two</p>"

    assert finish(html, "ltr") == html


def test_related_cards_of_a_short_article_have_no_descriptions() -> None:
    made = replace(view(), related=tuple(entries(4)))
    page = shown(made)
    assert len(page.css(".related .card-title")) == 4
    assert page.css_first(".related .card-description") is None
