"""A page's headline, elected among the places that state it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from matbaa.formats.page_markup import Page, text_of
from matbaa.language.normalize import fold

#: What an h1 weighs whose every word stands in the page's other titles; each of those weighs 1.
_HEADING = 3.0
#: The only h1 is the headline that readers see, if it has so many words, and so many of them stand
#: in the titles made for search engines and for those who share it.
_FEWEST, _RELATED = 4, 0.3
#: Words of a kicker at most, and what parts a short one from the headline.
_KICKER, _COLON = 5, re.compile(r"\s?[:|–—]\s")
#: A window title of more parts is no headline with a site's name.
_PARTS = 12
#: Headings below h1 that may be the article's.
_LESSER = 20
#: " | Site", " - Site" and the like after or before the headline of a window title.
_CLOSE = re.compile(r"[|｜ㅣ:：]")
_SEPARATOR = re.compile(r"\s+(?:[|–—\-·•»«:]|::)\s+")


def title_of(page: Page) -> str | None:
    """The candidate that most others agree with; the headline on the page where they do not."""
    candidates = list(_candidates(page))
    if not candidates:
        return None
    votes = [_votes(text, candidates) + weight for text, weight in candidates]
    return candidates[votes.index(max(votes))][0]


def _candidates(page: Page) -> Iterator[tuple[str, float]]:
    """What may be the headline, and how far it is believed before any vote."""
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
    # What nothing else says does not become the headline by being repeated.
    yield from {row[0]: row for row in believed if row[1] <= 0}.values()
    yield from (row for row in believed if row[1] > 0)
    yield from ((heading, _HEADING + 2) for heading in _under_the_sites_name(window, page))
    yield from stated


def _plain(title: str) -> str:
    """Without the soft hyphens at which browsers may break words."""
    return title.replace("\xad", "")


def _without_kicker(heading: str, stated: list[str]) -> str:
    """The one of the `stated` titles that a heading ends with, where a kicker stands before it in
    the same element: a sign parts them, or it has some words.
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
    """The first lesser heading that is one part of the window's title, where an h1 is another."""
    parts = {_key(part) for part in _SEPARATOR.split(window)[:_PARTS]}
    if len(parts) < 2 or not any(_key(heading) in parts for _, heading in page.headings[:4]):
        return []
    lesser = (text_of(each) for each in islice(page.tree.iter("h2", "h3"), _LESSER))
    h1s = {_key(heading) for _, heading in page.headings[:4]}
    return [text for text in lesser if _key(text) in parts - h1s and len(text) >= 10][:1]


def _belief(text: str, place: int, stated: list[str], page: Page) -> float:
    """How far a heading is believed: the less, the less of it is said elsewhere."""
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
    """Words; pairs of characters where no spaces are written."""
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
    """Whether one is the other with something before or after it."""
    return len(one) >= 10 and len(other) >= 10 and (one in other or other in one)


def _key(text: str) -> str:
    return re.sub(r"\W+", " ", fold(text)).strip()


def _without_site(text: str, page: Page) -> str:
    """Cut the publication's name at either end."""
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
    """The same where no space stands at the sign: "Headline-SectionㅣSite"."""
    start, sign, site = text.rpartition((_CLOSE.findall(text) or ["|"])[-1])
    if not sign or not _is_site(site, page):
        return text
    headline = page.linked.text("headline") or ""
    return headline if headline and start.startswith(headline) else start.strip() or text


def _nth_separator(text: str, number: int) -> int:
    """Where the separator of that number (from 1) starts."""
    places = [match.start() for match in _SEPARATOR.finditer(text)]
    return places[number - 1]
