"""Finds objects on storage that no page row knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from sqlalchemy import select

from matbaa import apart
from matbaa.settings import get_settings
from matbaa.storage import Storage
from models import PageRow
from models.session import look
from tasks.audit import SLICE, Fault, Finding
from tasks.publications import storage_of

#: The page of an article for machines; the folder that has it is an article's.
_MARK = "article.json"
_OF_AN_ARTICLE = (
    "page of an article that the database does not know; to keep it, submit the article again "
    "under its id; to take it down, add --repair --articles"
)


def foreign(site: str, *, remove: bool = False, articles: bool = False) -> Iterator[Finding]:
    """Find objects on storage that no page row knows, and delete them if `remove`.

    Pages of articles may be the last copy of what was published after the back-up from which the
    database was restored, so they are only deleted if `articles` as well. This lists the whole
    bucket, so it runs only on request. Raises ServiceUnavailable.
    """
    storage = storage_of(site)
    batch: list[str] = []
    others = _others(site)
    for path in storage.paths():
        if path.startswith(others):
            continue
        batch.append(path)
        if len(batch) == SLICE:
            yield from _unknown(site, batch, remove=remove, articles=articles)
            batch = []
    yield from _unknown(site, batch, remove=remove, articles=articles)


def _others(site: str) -> tuple[str, ...]:
    """The beginnings of paths that belong to other sites, whose storages are in that of `site`."""
    urls = {key: each.storage_url for key, each in get_settings().sites.items()}
    return apart.inside(urls.pop(site), urls.values())


def _unknown(site: str, paths: Sequence[str], *, remove: bool, articles: bool) -> Iterator[Finding]:
    storage = storage_of(site)
    for path in _without_row(site, paths):
        is_article = _is_of_an_article(storage, path)
        removed = remove and (articles or not is_article)
        if removed:
            storage.delete(path)
        note = _OF_AN_ARTICLE if is_article else "not a page of this site"
        yield Finding(
            site, path, Fault.FOREIGN, mended=removed, note="removed" if removed else note
        )


def _without_row(site: str, paths: Sequence[str]) -> list[str]:
    with look() as session:
        known = set(
            session.scalars(
                select(PageRow.path).where(PageRow.site == site, PageRow.path.in_(paths))
            )
        )
    return [path for path in paths if path not in known]


def _is_of_an_article(storage: Storage, path: str) -> bool:
    """Whether the object lies in an article's folder, or in one below it."""
    folders = list(PurePosixPath(path).parents)[:2]
    marks = (folder / _MARK for folder in folders)
    return any(storage.etag(mark.as_posix()) for mark in marks)
