"""Builds a site of real articles with the library alone, for inspection and validation.

    python -m benchmarks.site OUT [--articles 60] [--data ../shared/data/articles]

The pipeline does the same from its database; here everything is held in memory.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks import pictures
from matbaa import feeds, search, sitemaps
from matbaa.compose import compose
from matbaa.description import describe
from matbaa.formats.base import Context
from matbaa.keywords import keywords
from matbaa.language.words import count_words, reading_minutes
from matbaa.pages import (
    ArticleView,
    Entry,
    Listing,
    ListingKind,
    Page,
    Press,
    Provenance,
    key_of,
    listing_path,
    page_of,
)
from matbaa.settings import Site
from matbaa.slugs import slugify
from matbaa.story import Parsed, Story
from matbaa.submission import Author, BodyFormat, Submission
from matbaa.summary import summarize

#: How many of every ten articles are in each language.
_MIX = {"ar": 6, "en": 1, "fr": 1, "de": 1, "ur": 1}
_SECTIONS = ("سياسة", "اقتصاد", "رياضة", "ثقافة", "تكنولوجيا")
_BYLINES = ("ليلى حدّاد", "John Moore", "سامي الخطيب", "Zoë Müller", None)
_PLACES = ("بغداد", "London", None, "تونس", None)


def read(folder: Path, count: int, seed: int = 7) -> list[dict[str, Any]]:
    """`count` articles in the proportions of `_MIX`, the same ones for the same seed."""
    by_language: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for file in sorted(folder.glob("articles_*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                article["title"] = article["title"] or " ".join(article["body"].split()[:9])
                if article["lang"] in _MIX and article["words"] >= 60:
                    by_language[article["lang"]].append(article)
    chooser = random.Random(seed)
    chosen = [
        article
        for language, share in _MIX.items()
        for article in chooser.sample(by_language[language], k=max(1, count * share // 10))
    ]
    chooser.shuffle(chosen)
    return chosen[:count]


def view(press: Press, article: dict[str, Any], number: int, now: datetime) -> ArticleView:
    """An article, with made-up parts that the data lack: bylines, pictures, tags, a correction."""
    story = _story(press, article, number, now)
    count = count_words(story.text, story.language)
    picture = story.images[0] if story.images else None
    entry = _entry(press, story, f"{article['id']}-{number}", count)
    summary = summarize(story.text, title=story.title, language=story.language)
    return ArticleView(
        entry=entry,
        story=story,
        summary=summary.sentences,
        keywords=tuple(keywords(story.text, title=story.title, language=story.language, limit=6)),
        word_count=count,
        reading_minutes=reading_minutes(count, story.language),
        renditions=pictures.renditions(picture),
        provenance={"summary": Provenance("extractive")},
    )


def _story(press: Press, article: dict[str, Any], number: int, now: datetime) -> Story:
    language, title = article["lang"], " ".join(article["title"].split())
    paragraphs = [line.strip() for line in article["body"].splitlines() if line.strip()]
    body = [f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in paragraphs]
    if number % 4 == 0:
        body.insert(2, f"<h2>{html.escape(title[:40])}</h2>")
    published = now - timedelta(hours=7 * (60 - number % 60), minutes=number * 11 % 60)
    author = _BYLINES[number % len(_BYLINES)]
    submission = Submission(
        title=title,
        language=language,
        subtitle=paragraphs[0][:140] if number % 5 == 0 else None,
        body="".join(body),
        format=BodyFormat.HTML,
        authors=[Author(name=author, role="Reporter" if number % 3 == 0 else None)]
        if author
        else [],
        published=published,
        updated=published + timedelta(minutes=number % 3 * 25),
        section=_SECTIONS[number % len(_SECTIONS)],
        tags=title.split()[:2],
        place=_PLACES[number % len(_PLACES)],
        images=[pictures.picture(press.site, number)] if number % 2 else [],
        comments=number % 13 if number % 2 else None,
        views=number * 37 if number % 2 else None,
        correction="An earlier version misstated a date." if number % 10 == 3 else None,
        source="AFP" if number % 6 == 1 else None,
    )
    return compose(Parsed(submission, "html"), Context(now, press.site.zone, press.site.language))


def _entry(press: Press, story: Story, article_id: str, count: int) -> Entry:
    published = story.published or datetime.now(press.site.zone)
    slug = slugify(story.title, language=story.language)
    return Entry(
        id=article_id,
        revision=1,
        path=press.article_path(published=published, slug=slug, article_id=article_id),
        title=story.title,
        description=describe(story.text, title=story.title, language=story.language),
        language=story.language,
        direction=story.direction,
        published=published,
        updated=story.updated or published,
        authors=tuple(author.name for author in story.authors),
        section=story.section,
        tags=story.tags,
        image=story.images[0] if story.images else None,
        reading_minutes=reading_minutes(count, story.language),
    )


def pages(press: Press, views: list[ArticleView]) -> Iterator[Page]:
    """Every page of the site; `views` are ordered from the oldest."""
    entries = [view.entry for view in views]
    yield from press.assets()
    for number, shown in enumerate(views):
        yield from press.article(_with_neighbours(views, number, shown))
    groups: dict[tuple[ListingKind, str], tuple[str, list[Entry]]] = {}
    for kind, name, entry in _memberships(press.site, entries):
        groups.setdefault((kind, key_of(name) if name else ""), (name, []))[1].append(entry)
    for (kind, key), (name, members) in groups.items():
        yield from _listing_pages(press, kind, key, name, members)
    newest = entries[::-1]
    blocks = [
        Listing("section", key_of(name), name, groups["section", key_of(name)][1][::-1][:4])
        for name in press.site.sections
        if ("section", key_of(name)) in groups
    ]
    yield press.front(newest[:15], blocks)
    tags = sorted(name for (kind, _), (name, _) in groups.items() if kind == "tag")
    yield press.directory(_SECTIONS, tags)
    yield from feeds.pages(press.site, newest)
    yield from _sitemaps(press.site, entries)
    yield from _search(views)


def _with_neighbours(views: list[ArticleView], number: int, shown: ArticleView) -> ArticleView:
    alike = [view.entry for view in views if view.entry.section == shown.entry.section][:4]
    related = tuple(entry for entry in alike if entry is not shown.entry)
    return replace(shown, related=related, previous=views[number - 1].entry if number else None)


def _memberships(site: Site, entries: list[Entry]) -> Iterator[tuple[ListingKind, str, Entry]]:
    for entry in entries:
        yield "archive", "", entry
        if entry.section:
            yield "section", entry.section, entry
        for tag in entry.tags:
            yield "tag", tag, entry
        for author in entry.authors:
            yield "author", author, entry


def _listing_pages(
    press: Press, kind: ListingKind, key: str, name: str, members: list[Entry]
) -> Iterator[Page]:
    size = 10
    last = page_of(len(members), size)
    older = page_of(len(members) - size, size) if len(members) > size else 0
    yield press.listing(Listing(kind, key, name, members[::-1][:size], 0, last, older))
    for number in range(1, last + 1):
        shown = members[(number - 1) * size : number * size][::-1]
        yield press.listing(Listing(kind, key, name, shown, number, last))
    if kind != "archive":
        channel = feeds.Channel(name, listing_path(kind, key))
        yield from feeds.pages(press.site, members[::-1], channel)


def _sitemaps(site: Site, entries: list[Entry]) -> Iterator[Page]:
    days: dict[date, list[Entry]] = defaultdict(list)
    for entry in entries:
        days[sitemaps.day_of(site, entry.published)].append(entry)
    shards: dict[str, datetime] = {}
    for day, members in days.items():
        for page in sitemaps.day_pages(day, [sitemaps.line(site, each) for each in members]):
            shards[page.path] = max(entry.updated for entry in members)
            yield page
    yield sitemaps.index_page(site, shards)
    yield sitemaps.news_page(
        site,
        (sitemaps.news_line(site, each) for each in entries),
        max(entry.published for entry in entries),
    )


def _search(views: list[ArticleView]) -> Iterator[Page]:
    records = [search.record(view.entry, view.story.text, n) for n, view in enumerate(views)]
    ready = search.parts(len(records))
    for part in ready:
        yield from search.part_pages(part, records[part.first : part.end])
    yield search.open_page(map(search.line, records[ready[-1].end if ready else 0 :]), ready)


def write(out: Path, made: Iterable[Page]) -> int:
    """Write pages into a folder; returns how many."""
    count = 0
    for page in made:
        file = out / page.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(page.body)
        count += 1
    return count


def main() -> None:
    """Build the site."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/articles"))
    parser.add_argument("--templates", type=Path, default=Path("templates"))
    parser.add_argument("--base-url", default="https://matbaa.example")
    arguments = parser.parse_args()
    site = Site(
        name="مطبعة",
        tagline="أخبار العالم العربي وتحليلاتها",
        base_url=arguments.base_url,
        timezone="Asia/Baghdad",
        sections=_SECTIONS,
        publishing_principles_url=f"{arguments.base_url}/about/",
        show_provenance=True,
    )
    press = Press(site, arguments.templates)
    now = datetime(2026, 11, 23, 12, tzinfo=site.zone)
    views = [
        view(press, article, number, now)
        for number, article in enumerate(read(arguments.data, arguments.articles))
    ]
    views.sort(key=lambda view: (view.entry.published, view.entry.id))
    pictures.draw(arguments.out)
    print(f"{write(arguments.out, pages(press, views))} pages in {arguments.out}")


if __name__ == "__main__":
    main()
