"""HTML fragments as exported from an editor's tool."""

from __future__ import annotations

import pytest

from matbaa.formats import html
from matbaa.submission import Submission
from tests.matbaa.reading import context

TEXT = "<p>The council approved the new tram line on Monday after a debate of six hours.</p>"


def read(body: str) -> Submission:
    (parsed,) = html.parse(body, context(language="en"))
    return parsed.submission


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ('<p class="byline">By Jane Roe</p>', ["Jane Roe"]),
        ("<div class='meta article-author'>بقلم: <a>ليلى الحسن</a></div>", ["ليلى الحسن"]),
        ("<p>Von Max Frei und Eva van Roth</p>", ["Max Frei", "Eva van Roth"]),
        ("<p>بقلم سامي الخوري</p>", ["سامي الخوري"]),
        (
            '<p>By <a href="/jane">Jane Roe</a> and <a href="/max">Max Frei</a></p>',
            ["Jane Roe", "Max Frei"],
        ),
        ('<address>By <a rel="author" href="/jane">Jane Roe</a></address>', ["Jane Roe"]),
        ('<p><a href="/jane" rel="author">Jane Roe</a></p>', ["Jane Roe"]),
    ],
)
def test_a_byline_gives_the_authors_and_is_removed_from_the_text(
    byline: str, names: list[str]
) -> None:
    found = read(f"<h1>A tram line</h1>{byline}{TEXT}")

    assert [author.name for author in found.authors] == names
    assert found.body == f"<h1>A tram line</h1>{TEXT}"


@pytest.mark.parametrize(
    "byline",
    [
        '<p><a rel="author">Jane Roe</a> | <time datetime="2026-03-09">today</time></p>',
        "<p>By Jane Roe — 9 March 2026</p>",
    ],
)
def test_the_day_beside_the_author_is_that_of_publication(byline: str) -> None:
    found = read(f"<h1>A tram line</h1>{byline}{TEXT}")

    assert found.published is not None
    assert f"{found.published:%Y-%m-%d}" == "2026-03-09"
    assert found.body == f"<h1>A tram line</h1>{TEXT}"


@pytest.mark.parametrize(
    "paragraph",
    [
        "<p>By Monday the council had adopted</p>",
        "<address>Town Hall, 4 Quay Street</address>",
        '<p>Says <a rel="author" href="/jane">Jane Roe</a>: it is late</p>',
        "<p>كتبت الصحيفة في عددها الصادر</p>",
        '<p class="author-box">By Jane Roe, who has written here about trams for years.</p>',
    ],
)
def test_a_paragraph_that_only_begins_like_a_byline_is_kept(paragraph: str) -> None:
    found = read(paragraph + TEXT)

    assert found.authors == []
    assert found.body == paragraph + TEXT
