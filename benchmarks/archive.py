"""Renders a whole archive to files with ours, Hugo and Pelican, on the same articles.

    python -m benchmarks.archive [--articles 10000] [--runs 5] [--pelican PATH] [--json]

Every program gets the articles in the form it reads, with the text already marked up, and writes
an HTML page per article, paginated listings, a feed and a sitemap into an empty folder. The folder
is in memory if possible, since rendering is to be measured, not the disk. Ours renders from stories
and texts as the database keeps them, in two processes, and writes three files per article: the
page, its text edition and its ninjs. `hugo` is Debian's; it runs with templates that write as much,
and with bare ones of one file per article, like Pelican's. Pelican is looked for at --pelican, for
example in an environment of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks import articles
from benchmarks.peers import hugo, work
from benchmarks.stack import medians
from matbaa import feeds, sitemaps
from matbaa.pages import Entry, Listing
from matbaa.texts import dump_story, dump_texts, load_story, load_texts
from matbaa.view import article_view, entry_of

_FIRST = datetime(2020, 1, 1, tzinfo=UTC)
_DISTINCT = 1_000
_PAGE = 20
Kept = tuple[str, str, str, datetime]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--pelican", default=shutil.which("pelican"))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found: dict[str, list[dict[str, float]]] = defaultdict(list)
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 -- a folder within
    with tempfile.TemporaryDirectory(prefix="matbaa-archive-", dir=memory) as folder:
        programs = _programs(Path(folder), options.articles, options.pelican)
        for _run in range(options.runs):
            for name, run in programs.items():
                found[name].append(_timed(run, Path(folder) / "out"))
    table = {name: _medians(each, options.articles) for name, each in found.items()}
    print(json.dumps(table, indent=1) if options.json else _shown(table))


def _programs(folder: Path, count: int, pelican: str | None) -> dict[str, Callable[[Path], None]]:
    kept = _kept(count)
    programs: dict[str, Callable[[Path], None]] = {"matbaa": lambda out: _print(kept, out)}
    for name in ("hugo", "hugo, bare") if shutil.which("hugo") else ():
        hugo.lay_out(folder / name, _loaded(kept), three_files=name == "hugo")
        programs[name] = partial(_hugo, folder / name)
    if pelican:
        _for_pelican(folder / "pelican", kept)
        content, settings = folder / "pelican" / "content", folder / "pelican" / "settings.py"
        programs["pelican"] = lambda out: _run(
            pelican, str(content), "-o", str(out), "-s", str(settings), "-q"
        )
    return programs


def _kept(count: int) -> list[Kept]:
    """Id, story and texts of each article as the database keeps them, and its date."""
    made = []
    for submission in articles.load(min(count, _DISTINCT)):
        story = work.ingest(json.dumps(submission))
        texts = work.summarize(story, submission["id"])
        made.append((dump_story(story), dump_texts(texts)))
    return [
        (f"a-{n}", *made[n % len(made)], _FIRST + n * timedelta(minutes=10)) for n in range(count)
    ]


def _print(kept: list[Kept], out: Path) -> None:
    """Render with ours: half of the articles in each of two processes, then the listings etc."""
    with get_context("fork").Pool(2, initializer=work.press) as pool:
        cut = [kept[start : start + 250] for start in range(0, len(kept), 250)]
        parts = pool.starmap(_print_articles, [(part, out) for part in cut])
        entries = [entry for part in parts for entry in part]
        pool.starmap(_print_listing, [(page, out) for page in _listings(entries)])
    site = work.press().site
    for page in feeds.pages(site, entries[::-1][: feeds.LENGTH]):
        _write(out, page.path, page.body)
    by_day: dict[Any, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_day[sitemaps.day_of(site, entry.published)].append(entry)
    for day, its in by_day.items():
        for page in sitemaps.day_pages(day, [sitemaps.line(site, each) for each in its]):
            _write(out, page.path, page.body)


def _print_articles(kept: list[Kept], out: Path) -> list[Entry]:
    return [_print_article(each, out) for each in kept]


def _print_article(kept: Kept, out: Path) -> Entry:
    article_id, story_, texts_, at = kept
    story, texts = load_story(story_), load_texts(texts_)
    press = work.press()
    path = press.article_path(published=at, slug=texts.slug, article_id=article_id)
    facts: dict[str, Any] = {"article_id": article_id, "revision": 1, "path": path}
    entry = entry_of(story, texts, press.site, received=at, first_received=at, **facts)
    for page in press.article(article_view(story, texts, entry)):
        _write(out, page.path, page.body)
    return entry


def _listings(entries: list[Entry]) -> Iterator[Listing]:
    """The archive and every section, numbered from the oldest."""
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.section or ""].append(entry)
    for kind, key, group in (
        ("archive", "", entries),
        *(("section", name, its) for name, its in groups.items()),
    ):
        pages = -(-len(group) // _PAGE)
        for number in range(pages):
            shown = group[number * _PAGE : (number + 1) * _PAGE][::-1]
            yield Listing(kind, key, key, shown, number + 1, pages)  # type: ignore[arg-type]  # both are kinds


def _print_listing(listing: Listing, out: Path) -> None:
    page = work.press().listing(listing)
    _write(out, page.path, page.body)


def _write(out: Path, path: str, body: bytes) -> None:
    file = out / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)


def _for_pelican(folder: Path, kept: list[Kept]) -> None:
    content = folder / "content"
    content.mkdir(parents=True)
    (folder / "settings.py").write_text(
        "SITEURL = 'https://example.org'\nSITENAME = 'Site'\nTIMEZONE = 'UTC'\n"
        "DEFAULT_LANG = 'ar'\nTHEME = 'simple'\nDEFAULT_PAGINATION = 20\n"
        "FEED_ALL_ATOM = 'feeds/all.atom.xml'\nCATEGORY_FEED_ATOM = None\n"
        "TRANSLATION_FEED_ATOM = None\nAUTHOR_FEED_ATOM = None\nAUTHOR_FEED_RSS = None\n"
        "ARTICLE_TRANSLATION_ID = None\n"
    )
    for article_id, story, texts, at in _loaded(kept):
        head = "".join(
            f'<meta name="{name}" content="{_attribute(value)}">'
            for name, value in (
                ("date", at.strftime("%Y-%m-%d %H:%M")),
                ("summary", texts.description),
                ("slug", f"{texts.slug}-{article_id}"),
                ("category", story.section or "none"),
            )
        )
        title = _attribute(story.title)
        (content / f"{article_id}.html").write_text(
            f"<html><head><title>{title}</title>{head}</head><body>{story.html}</body></html>"
        )


def _loaded(kept: list[Kept]) -> Iterator[hugo.Article]:
    for article_id, story, texts, at in kept:
        yield article_id, load_story(story), load_texts(texts), at


def _hugo(source: Path, out: Path) -> None:
    _run("hugo", "--quiet", "-s", str(source), "-d", str(out))


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _timed(run: Callable[[Path], None], out: Path) -> dict[str, float]:
    with _emptied(out):
        before, began = _cpu(), time.perf_counter()
        run(out)
        seconds, cpu = time.perf_counter() - began, _cpu() - before
        files = sum(len(names) for _at, _folders, names in os.walk(out))
    return {"seconds": seconds, "cpu": cpu, "files": files}


@contextmanager
def _emptied(out: Path) -> Iterator[None]:
    out.mkdir()
    yield
    shutil.rmtree(out)


def _cpu() -> float:
    own, below = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + below.ru_utime + below.ru_stime


def _medians(found: list[dict[str, float]], count: int) -> dict[str, float]:
    return {**medians(found, count), "files": found[-1]["files"]}


def _shown(table: dict[str, dict[str, float]]) -> str:
    names = list(next(iter(table.values())))
    lines = [f"{'':<12}" + "".join(f"{name:>16}" for name in names)]
    lines += [
        f"{name:<12}" + "".join(f"{row[column]:>16}" for column in names)
        for name, row in table.items()
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
