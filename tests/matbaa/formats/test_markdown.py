"""Markdown, with the front matter of site generators."""

from __future__ import annotations

import pytest

from matbaa.submission import PubStatus
from tests.matbaa.reading import article, articles, refusal, sample


def test_yaml_front_matter_gives_the_fields() -> None:
    found = sample("post.md")[0].submission

    assert found.title == "Botanical garden counts its bees"
    assert found.subtitle == "Volunteers found 41 species in one weekend"
    assert [author.name for author in found.authors] == ["Tomás Quiroga"]
    assert found.published is not None
    assert found.published.isoformat() == "2026-02-20T09:15:00-03:00"
    assert (found.section, found.tags, found.slug) == (
        "Science",
        ["nature", "science"],
        "garden-bees",
    )
    assert "<table>" in found.body


def test_toml_front_matter_gives_the_fields() -> None:
    head = '+++\ntitle = "T"\ndate = 2026-01-02T03:04:05Z\nauthors = ["A", "B"]\n+++\nText.'

    found = article(head)

    assert found.title == "T"
    assert [author.name for author in found.authors] == ["A", "B"]
    assert found.published is not None
    assert found.published.isoformat() == "2026-01-02T03:04:05+00:00"


def test_a_file_name_gives_the_date_and_slug_if_the_front_matter_does_not() -> None:
    (parsed,) = articles("Some *text*.", name="2026-02-03-on-the-river.md")

    assert parsed.submission.slug == "on-the-river"
    assert parsed.guessed == {"published", "slug"}


def test_a_title_that_yaml_would_convert_is_kept_as_written() -> None:
    assert article("---\ntitle: 2012\nauthor: no\n---\nText.").title == "2012"


@pytest.mark.parametrize("line", ["draft: true", "published: false"])
def test_a_draft_is_withheld(line: str) -> None:
    assert article(f"---\ntitle: T\n{line}\n---\nText.").status is PubStatus.WITHHELD


def test_template_tags_of_a_site_generator_are_removed_or_converted() -> None:
    body = article(
        "---\ntitle: T\n---\nSee {% link x.md %}{{ site.url }}{{< toc >}} here.\n{: .note}\n\n"
        "{% highlight ruby %}\nputs 1\n{% endhighlight %}\n\n"
        '{{< figure src="https://x.example/a.jpg" caption="A hat" >}}\n'
    ).body

    assert "{" not in body
    assert "puts 1" in body
    assert '<img src="https://x.example/a.jpg" alt="A hat">' in body
    assert "<figcaption>A hat</figcaption>" in body


def test_footnotes_follow_the_text_with_their_numbers() -> None:
    notes = "[^1]: By a metre.\n[^b]: At dawn.\n"
    body = article(f"The river rose[^1] and fell[^b].\n\n{notes}", "markdown").body

    assert "rose<sup>1</sup> and fell<sup>2</sup>." in body
    assert body.index("fell") < body.index("By a metre.") < body.index("At dawn.")
    assert "[^" not in body


@pytest.mark.parametrize(
    ("head", "reason"),
    [("---\ntitle: [\n---\nx", "not YAML"), ("+++\ntitle = \n+++\nx", "not TOML")],
)
def test_broken_front_matter_is_refused(head: str, reason: str) -> None:
    assert reason in refusal(head).reason


def test_a_rule_at_the_top_of_a_text_is_no_front_matter() -> None:
    assert "<hr" in article("---\n\nA text.\n\n---\n\nMore.", "markdown").body


def test_html_within_markdown_is_left_to_the_sanitiser() -> None:
    assert "<script>" in article("# T\n\n<script>x</script>\n\n- a\n- b").body


def test_too_many_open_brackets_are_refused() -> None:
    assert "max_nesting" in refusal("[" * 1_000, "markdown").reason


def test_front_matter_with_expanding_aliases_or_deep_nesting_is_refused() -> None:
    bomb = "---\na: &a [x, x]\nb: &b [*a, *a]\ntags: *b\n---\nText."
    deep = "---\ntitle: x\na: " + "[" * 9_000 + "\n---\nText."
    dotted = "+++\ntitle = 'x'\n" + ".".join("a" * 900) + " = 1\n+++\nText."

    assert "alias" in refusal(bomb).reason
    assert "nested deeper" in refusal(deep).reason
    assert "nested deeper" in refusal(dotted).reason


def test_markdown_with_too_many_lines_is_refused() -> None:
    found = refusal("A line of it\n" * 20_001, "markdown")

    assert found.reason == "more than 20,000 lines of Markdown"


def test_terms_and_their_definitions_are_a_list() -> None:
    (parsed,) = articles("Term\n:   What it means.\n", "markdown")

    assert "<dt>Term</dt>\n<dd>What it means.</dd>" in parsed.submission.body


@pytest.mark.parametrize(
    "byline", ["*By [Jane Roe](https://x.example/jane)*", "_By Jane Roe_ — 9 March 2026"]
)
def test_a_byline_in_the_text_gives_the_author_and_is_removed(byline: str) -> None:
    text = "The old mill will close, **says its owner**."

    above = article(f"{byline}\n\n# Old mill\n\n{text}\n", name="mill.md")
    below = article(f"# Old mill\n\n{byline}\n\n{text}\n", name="mill.md")

    for found in (above, below):
        assert [author.name for author in found.authors] == ["Jane Roe"]
        assert "Jane" not in found.body
