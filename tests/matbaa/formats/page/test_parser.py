"""Extracting the article from a whole web page."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matbaa.errors import Rejected
from matbaa.formats import Limits
from matbaa.formats.page import parser as page
from matbaa.submission import Submission
from tests.matbaa.reading import SAMPLES, context, refusal

FIRST = (
    "The town opened a new bridge over the river on Thursday after two years of work, and hundreds "
    "of people crossed it on foot in its first hours."
)
SECOND = (
    "The engineer in charge said that the bridge was built to stand floods higher than those of "
    "ten years ago, and that cars may use it from Saturday on."
)
ARTICLE = f"<h1>New bridge opens after two years</h1><p>{FIRST}</p><p>{SECOND}</p>"


def read(body: str = ARTICLE, head: str = "", language: str = "en") -> Submission:
    content = (
        f'<!doctype html><html lang="{language}"><head>{head}</head><body>{body}</body></html>'
    )
    (parsed,) = page.parse(content, context())
    return parsed.submission


def below_headline(markup: str) -> str:
    return ARTICLE.replace("</h1>", f"</h1>{markup}")


def linked(json: str) -> str:
    return f'<script type="application/ld+json">{json}</script>'


def names(found: Submission) -> list[str]:
    return [author.name for author in found.authors]


def test_the_sample_page_gives_its_article_and_nothing_else() -> None:
    (parsed,) = page.parse((SAMPLES / "page.html").read_text("utf8"), context())
    found = parsed.submission

    assert found.title == "El tren de la costa vuelve en abril"
    assert names(found) == ["Lucía Ferrer"]
    assert found.published is not None
    assert found.published.isoformat() == "2026-03-08T08:00:00+01:00"
    assert (found.section, found.language) == ("Transporte", "es")
    assert "<h2>Un trazado más alto</h2>" in found.body
    assert "Lo más leído" not in found.body
    assert "Portada" not in found.body
    assert "published" not in parsed.guessed


@pytest.mark.parametrize(
    "start", ["<!DOCTYPE html><p>x", "<html><p>x", "\n<!-- a --><html lang=ar>"]
)
def test_a_page_is_recognised_by_its_beginning(start: str) -> None:
    assert page.can_parse(start, context())


@pytest.mark.parametrize("start", ["<p>A fragment</p>", "Plain <html> text", "{}", ""])
def test_other_markup_is_not_taken_for_a_page(start: str) -> None:
    assert not page.can_parse(start, context())


def test_the_sites_name_is_no_part_of_the_headline() -> None:
    found = read(
        f"<p>{FIRST}</p><p>{SECOND}</p>",
        "<title>New bridge opens | The Herald</title>"
        '<meta property="og:site_name" content="The Herald">',
    )

    assert (found.title, found.source) == ("New bridge opens", "The Herald")


def test_the_headline_on_the_page_wins_over_one_for_search_engines() -> None:
    found = read(head="<title>Bridge: new bridge opens after two years | The Herald</title>")

    assert found.title == "New bridge opens after two years"


def test_linked_data_in_a_graph_with_references_is_read() -> None:
    graph = """{"@graph": [
      {"@type": "WebSite", "@id": "#site", "name": "The Herald"},
      {"@type": "Person", "@id": "#ada", "name": "Ada Lovelace"},
      {"@type": ["Article", "NewsArticle"], "headline": "New bridge opens",
       "author": {"@id": "#ada"}, "keywords": "bridges, towns",
       "image": {"@type": "ImageObject", "url": "https://example.com/b.jpg", "caption": "A bridge"}}
    ]}"""

    found = read(head=linked(graph))

    assert names(found) == ["Ada Lovelace"]
    assert found.tags == ["bridges", "towns"]
    assert (found.images[0].url, found.images[0].caption) == (
        "https://example.com/b.jpg",
        "A bridge",
    )


def test_broken_linked_data_is_repaired_or_ignored() -> None:
    trailing = linked('{"@type": "NewsArticle", "author": {"name": "Ada Lovelace",},}')

    assert names(read(head=trailing)) == ["Ada Lovelace"]
    assert names(read(head=linked("{not json"))) == []


def test_a_visible_byline_is_read_when_no_metadata_states_the_author() -> None:
    byline = '<div class="article-byline">By <a href="/ada">Ada Lovelace</a> and Alan Turing</div>'

    found = read(below_headline(byline))

    assert names(found) == ["Ada Lovelace", "Alan Turing"]


def test_authors_of_comments_are_not_taken_for_the_articles() -> None:
    comments = '<div class="comments"><span class="author">Charles Babbage</span> First!</div>'

    assert names(read(f"<main>{ARTICLE}</main>{comments}")) == []


def test_the_visible_date_is_read_when_no_metadata_states_it() -> None:
    found = read(below_headline("<span>8 March 2026, 08:00</span>"))

    assert found.published is not None
    assert found.published.isoformat() == "2026-03-08T08:00:00+03:00"


def test_a_date_in_the_address_is_used_when_there_is_no_other() -> None:
    found = read(head='<link rel="canonical" href="https://example.com/2026/03/08/bridge">')

    assert found.published is not None
    assert found.published.date().isoformat() == "2026-03-08"


def test_a_date_in_the_future_is_ignored() -> None:
    found = read(head='<meta property="article:published_time" content="2031-01-01T00:00:00Z">')

    assert found.published is None


def test_lists_quotes_and_links_keep_their_markup() -> None:
    more = (
        "<h2>What it is made of</h2><ul><li>Steel from the north</li>"
        "<li>Stone of the old one</li></ul>"
        "<blockquote><p>We waited two winters for it, and it was worth it.</p></blockquote>"
        f'<p>{FIRST} <a href="https://example.com/x">More</a>'
        " stands in the report of the engineers.</p>"
    )

    found = read(f"<article>{ARTICLE}{more}</article>")

    assert "<h2>What it is made of</h2>" in found.body
    assert "<li>Steel from the north</li>" in found.body
    assert "<blockquote>" in found.body
    assert 'href="https://example.com/x"' in found.body


def test_figures_keep_their_place_caption_and_credit() -> None:
    figure = (
        '<figure><img src="https://example.com/bridge.jpg" alt="A bridge" width="800" height="600">'
        '<figcaption>People on the bridge <span class="credit">Photo: S. Eid</span></figcaption>'
        "</figure>"
    )

    found = read(f"<article>{ARTICLE.replace(f'<p>{SECOND}', figure + f'<p>{SECOND}')}</article>")

    before, after = found.body.split("<figure>")
    assert FIRST in before
    assert SECOND in after
    (image,) = found.images
    assert (image.alt, image.caption, image.credit) == (
        "A bridge",
        "People on the bridge",
        "Photo: S. Eid",
    )


def test_headlines_of_other_articles_are_left_out() -> None:
    others = '<p><a href="/a">Read also: the ferry that nobody took in winter</a></p>'

    found = read(f"<article>{ARTICLE}{others}</article>")

    assert "ferry" not in found.body


def test_the_language_is_that_of_the_text_whatever_the_page_states() -> None:
    assert read(language="en-GB").language == "en-GB"
    assert read(language="de").language == "en"


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(Rejected, match="text"):
        read("<nav><a href='/'>Home</a></nav>")


def test_a_page_over_the_limit_is_refused() -> None:
    with pytest.raises(Rejected, match="100 bytes"):
        page.parse("<html>" + "x" * 100, context(limits=Limits(max_body_bytes=100)))


@settings(max_examples=50)
@given(st.text(alphabet=st.sampled_from("<>/=\"' abph1scriptdivtimeأب&;-!"), max_size=300))
def test_any_markup_is_an_article_or_refused(markup: str) -> None:
    try:
        found = read(markup)
    except Rejected:
        return
    assert found.body


def test_real_pages_are_read_well() -> None:
    folder = Path(__file__).parents[4] / "shared" / "data" / "extraction"
    if not folder.is_dir():
        pytest.skip("the collection of pages is not on this machine")
    from benchmarks.extraction import measure

    scores = measure(folder, pages=40, peers=False)["matbaa"]

    assert scores.body_f1 >= 0.93
    assert scores.title >= 0.8


@pytest.mark.parametrize("around", ["{}", "<main>{}</main>", "<div><div>{}</div></div>"])
def test_a_short_page_keeps_its_paragraphs_separate_and_without_the_headline(around: str) -> None:
    said = "<h1>Bridge closed</h1><p>The river rose overnight. Two bridges were closed.</p>"
    said += "<p>Schools stay open, the mayor said.</p>"
    content = f"<!DOCTYPE html><html><body>{around.format(said)}</body></html>"

    submission = read(content)

    assert submission.title == "Bridge closed"
    assert submission.body == (
        "<p>The river rose overnight. Two bridges were closed.</p>\n"
        "<p>Schools stay open, the mayor said.</p>"
    )


def test_a_page_with_too_many_paragraphs_is_refused() -> None:
    said = "".join(
        f"<p>On day {day} they met again, and spoke of the bridge.</p>" for day in range(5_001)
    )

    found = refusal(f"<!doctype html><title>A headline</title><article>{said}</article>")

    assert found.reason.startswith("more than 5,000 paragraphs")


def test_a_day_first_date_in_an_address_is_read() -> None:
    url = '<link rel="canonical" href="https://x.example/news/23-01-2026-new-bridge">'

    published = read(head=url).published

    assert published is not None
    assert published.date().isoformat() == "2026-01-23"


def test_the_copyright_holder_is_not_taken_for_the_author() -> None:
    head = linked('{"@type": "NewsArticle", "author": {"name": "Nova Press"}}')
    head += '<meta name="copyright" content="2026 Nova Press">'

    found = read(f'<p class="byline">By Rana Haddad</p>{ARTICLE}', head)

    assert names(found) == ["Rana Haddad"]
