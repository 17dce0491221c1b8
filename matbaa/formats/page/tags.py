"""Finds the tags of a page, in its metadata or among the links that the page marks as tags."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matbaa.formats.page.markup import HtmlElement, Page, text_of

#: The most tags, and the most characters of one.
_MOST, _LONGEST = 30, 200
#: Boxes of tags: Drupal's field of that name (versions 8 and 7), and those of WordPress's themes.
_BOX = re.compile(
    r"(?:^|\s)(?:field--name-field-(?:\w+-)?tags|field-name-field-(?:\w+-)?tags|tags-links|"
    r"(?:post|entry|article|story)(?:-|__?)tags)(?:\s|$)"
)
#: Elements beside the article.
_BESIDE = {"aside", "nav"}
#: A longer list of marked links is that of a whole site.
_CLOUD = 20


def tags_of(page: Page) -> list[str]:
    """The tags that the metadata state, else those of the links with `rel="tag"` (HTML 4.6.7.24)
    or in a box of tags, in the article or anywhere if the page marks no article.
    """
    stated = page.meta.get("article:tag") or page.linked.keywords()
    listed = [
        tag for line in stated or page.meta.get("news_keywords", []) for tag in line.split(",")
    ]
    named = [tag.strip()[:_LONGEST] for tag in listed if tag.strip()] or _linked(page)
    return list(dict.fromkeys(named))[:_MOST]


def _linked(page: Page) -> list[str]:
    texts = [text_of(link).lstrip("#").strip() for link in _tag_links(_article(page))]
    tags = list(dict.fromkeys(text for text in texts if 1 < len(text) <= _LONGEST))
    return tags if len(tags) <= _CLOUD else []


def _article(page: Page) -> HtmlElement:
    """The innermost element of the article, or the whole page if the headline is in none."""
    around = (each for heading, _ in page.headings[:1] for each in heading.iterancestors())
    return next((each for each in around if each.tag == "article"), page.tree)


def _tag_links(article: HtmlElement) -> Iterator[HtmlElement]:
    for link in article.iter("a"):
        kinds = (link.get("rel") or "").lower().split()
        is_tag = "tag" in kinds and "category" not in kinds
        above = list(link.iterancestors())
        if any(each.tag in _BESIDE for each in above):
            continue
        if is_tag or any(_BOX.search(each.get("class") or "") for each in above[:6]):
            yield link
