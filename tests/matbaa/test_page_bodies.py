"""What becomes of an article's body before it is printed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matbaa.pages.body import finish
from tests.matbaa.sample_site import article, entries, shown, values, view


def test_marks_that_do_nothing_are_not_printed() -> None:
    assert finish("<p>\u200fكنت\u200f في \u200e2025</p>", "rtl") == "<p>كنت في \u200e2025</p>"


def test_headings_can_be_linked_to_each_by_its_own_name() -> None:
    page = article(
        html="<h2>سياق المحادثات، السابقة</h2><h2>Main</h2><h3>Main</h3><h2>!</h2><h2>13 مليون</h2>"
        "<h2>आगे क्या</h2>"
    )

    headings = values(page, ".article-body > *", "id")
    assert headings == ["سياق-المحادثات-السابقة", "main-2", "main-3", None, "h-13-مليون", "आग-कय"]


def test_pictures_in_the_body_load_when_they_come_near() -> None:
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
def test_a_quotation_runs_its_own_way(html: str, direction: str, turned: str) -> None:
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
def test_what_runs_with_its_page_stays_as_it_is(html: str, direction: str) -> None:
    assert finish(html, direction) == html


def test_nothing_beside_a_short_article_is_longer_than_it() -> None:
    made = replace(view(), related=tuple(entries(4)))
    page = shown(made)
    assert len(page.css(".related .card-title")) == 4
    assert page.css_first(".related .card-description") is None
