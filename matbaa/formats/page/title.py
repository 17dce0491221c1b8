"""Chooses the headline of a page by a vote among the places that state it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from matbaa.formats.page.markup import Page, text_of
from matbaa.language.normalize import fold

#: The weight of an h1 all of whose words are in the page's other titles; each of those has weight
#: 1.
_HEADING = 3.0
#: The only h1 is the visible headline if it has at least this many words, and at least this share
#: of them are in the titles for search engines and sharing.
_FEWEST, _RELATED = 4, 0.3
#: The most words of a kicker, and the separator of a short one from the headline.
_KICKER, _COLON = 5, re.compile(r"\s?[:|–—]\s")
#: The most parts of a window title that are examined.
_PARTS = 12
#: The number of h2 and h3 headings that may be the headline.
_LESSER = 20
#: Separators without spaces between headline and site in a window title.
_CLOSE = re.compile(r"[|｜ㅣ:：]")
_SEPARATOR = re.compile(r"\s+(?:[|–—\-·•»«:]|::)\s+")


def title_of(page: Page) -> str | None:
    """The candidate with most agreement among the others; None if there are no candidates."""
    candidates = list(_candidates(page))
    if not candidates:
        return None
    votes = [_votes(text, candidates) + weight for text, weight in candidates]
    return _without_space(candidates[votes.index(max(votes))][0], page)


def _without_space(title: str, page: Page) -> str:
    """The title without the name of the space that Confluence's export puts before it."""
    marked = page.tree.get_element_by_id("title-text", None)
    crumbs = page.tree.get_element_by_id("breadcrumbs", None)
    if marked is None or crumbs is None or not len(crumbs):
        return title
    return title.removeprefix(f"{text_of(crumbs[0])} : ") or title


def _candidates(page: Page) -> Iterator[tuple[str, float]]:
    """Possible headlines, each with its weight before the vote."""
    window = text_of(next(iter(page.tree.iter("title")), page.tree.makeelement("title")))
    said: list[tuple[str | None, float]] = [
        (page.linked.text("headline"), 1.0),
        (page.first_meta("og:title"), 0.8),
        (page.first_meta("twitter:title"), 0.3),
        (page.first_meta("headline", "title", "dc.title", "parsely-title", "sailthru.title"), 0.2),
        (window, 0.1),
    ]
    stated = [(_without_site(_plain(text), page), worth) for text, worth in said if text]
    texts = [text for text, _ in stated]
    headings = [_plain(heading) for _, heading in page.headings[:4] if len(heading) <= 300]
    headings = [_without_kicker(heading, texts) for heading in headings]
    believed = [(each, _belief(each, place, texts, page)) for place, each in enumerate(headings)]
    # A text that no other place confirms must not win by being repeated.
    yield from {row[0]: row for row in believed if row[1] <= 0}.values()
    yield from (row for row in believed if row[1] > 0)
    yield from ((heading, _HEADING + 2) for heading in _under_the_sites_name(window, page))
    yield from stated


def _plain(title: str) -> str:
    """The title without soft hyphens."""
    return title.replace("\xad", "")


def _without_kicker(heading: str, stated: list[str]) -> str:
    """The `stated` title at the end of a heading that begins with a kicker; otherwise the heading.
    A kicker is separated by a sign, or has several words.
    """
    whole = _key(heading)
    for text in stated:
        own = _key(text)
        if own == whole or len(own.split()) < _FEWEST or not whole.endswith(own):
            continue
        kicker = whole[: -len(own)].split()
        if 1 < len(kicker) <= _KICKER or (kicker and _COLON.match(heading, len(kicker[-1]))):
            return text
    return heading


def _under_the_sites_name(window: str, page: Page) -> list[str]:
    """The first h2 or h3 that is a part of the window title, if an h1 is another part of it."""
    parts = {_key(part) for part in _SEPARATOR.split(window)[:_PARTS]}
    if len(parts) < 2 or not any(_key(heading) in parts for _, heading in page.headings[:4]):
        return []
    lesser = (text_of(each) for each in islice(page.tree.iter("h2", "h3"), _LESSER))
    h1s = {_key(heading) for _, heading in page.headings[:4]}
    return [text for text in lesser if _key(text) in parts - h1s and len(text) >= 10][:1]


def _belief(text: str, place: int, stated: list[str], page: Page) -> float:
    """The weight of a heading: it falls with the share of its words that no other title has."""
    if _is_site(text, page):
        return 0.0
    words, said = _words(text), _words(" ".join(stated))
    shared = len(words & said) / max(len(words), 1)
    is_whole = not any(_is_part(_key(text), _key(each)) for each in stated)
    is_alone = len(page.headings) == 1 and len(words) >= _FEWEST
    if is_whole and is_alone and shared >= _RELATED:
        return _HEADING
    return _HEADING * shared - 0.4 * place


def _words(text: str) -> set[str]:
    """The folded words of a text; pairs of characters in scripts without spaces."""
    return set(
        re.findall(r"[\u3040-\u30ff\u3400-\u9fff]{2}|[^\W\u3040-\u30ff\u3400-\u9fff]+", fold(text))
    )


def _is_site(text: str, page: Page) -> bool:
    return page.site_name is not None and _key(text) in _key(page.site_name)


def _votes(text: str, candidates: list[tuple[str, float]]) -> float:
    key = _key(text)
    return sum(
        1.0 if _key(other) == key else 0.5 * _is_part(key, _key(other)) for other, _ in candidates
    )


def _is_part(one: str, other: str) -> bool:
    """Whether one of two longer texts contains the other."""
    return len(one) >= 10 and len(other) >= 10 and (one in other or other in one)


def _key(text: str) -> str:
    return re.sub(r"\W+", " ", fold(text)).strip()


def _without_site(text: str, page: Page) -> str:
    """The title without the name of the publication at either end."""
    text = _without_close_site(text, page)
    parts = _SEPARATOR.split(text)
    if not 2 <= len(parts) <= _PARTS:
        return text
    heads = {_key(heading) for _, heading in page.headings}
    for cut in range(len(parts) - 1, 0, -1):
        start = _SEPARATOR.search(text)
        whole = text[: _nth_separator(text, cut)]
        if _key(whole) in heads or (cut == len(parts) - 1 and _is_site(parts[-1], page)):
            return whole
    if start and _is_site(parts[0], page):
        return text[start.end() :]
    return text


def _without_close_site(text: str, page: Page) -> str:
    """The same if the separator has no spaces: "Headline-SectionㅣSite"."""
    start, sign, site = text.rpartition((_CLOSE.findall(text) or ["|"])[-1])
    if not sign or not _is_site(site, page):
        return text
    headline = page.linked.text("headline") or ""
    return headline if headline and start.startswith(headline) else start.strip() or text


def _nth_separator(text: str, number: int) -> int:
    """The position of the separator with this number, counted from 1."""
    places = [match.start() for match in _SEPARATOR.finditer(text)]
    return places[number - 1]
