"""Maintains memberships: which listings an article appears in, and under which number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matbaa import search
from matbaa.pages import Entry, key_of
from matbaa.texts import load_story
from matbaa.view import load_entry
from models import Article, ListingRow, Membership, Revision
from models.queries.listings import of_keys

ARCHIVE = ("archive", "")

Listing = tuple[str, str]


@dataclass(slots=True)
class Touched:
    """The parts of a site that a set of changed articles affects."""

    #: The numbers of changed members, by listing (kind, key).
    numbers: dict[Listing, set[int]] = field(default_factory=lambda: defaultdict(set))
    #: The old and the new dates of the changed articles.
    dated: set[datetime] = field(default_factory=set)
    #: Listings that were renamed, and now have an article under the old name again.
    revived: set[Listing] = field(default_factory=set)


def listings_of(entry: Entry) -> dict[Listing, str]:
    """The listings that an article belongs to, with their titles."""
    found = {ARCHIVE: ""}
    if entry.section:
        found["section", key_of(entry.section)] = entry.section
    found |= {("tag", key_of(tag)): tag for tag in entry.tags}
    return found | {("author", key_of(author)): author for author in entry.authors}


def records(session: Session, articles: Sequence[Article]) -> dict[str, bytes]:
    """The search index records of those of `articles` that are live, by article id."""
    revisions = session.execute(
        select(Revision.article_id, Revision.story)
        .join(Article, Article.id == Revision.article_id)
        .where(
            Article.id.in_([article.id for article in articles if article.live]),
            Revision.rev == Article.published_rev,
        )
    )
    stories = {article_id: story for article_id, story in revisions if story}
    return {
        article.id: search.dump(
            search.record(load_entry(article.entry or ""), load_story(stories[article.id]).text, 0)
        )
        for article in articles
        if article.id in stories
    }


def enter(
    session: Session,
    site: str,
    articles: Sequence[Article],
    records: dict[str, bytes],
    touched: Touched,
) -> None:
    """Bring the memberships of `articles` up to date, and add what is affected to `touched`.

    `records` are the search index records from the function of that name.
    """
    members = _members(session, [article.id for article in articles])
    rows = _listings(session, site, articles)
    for article in sorted(articles, key=lambda each: (each.dated_at or each.created_at, each.id)):
        present = members[article.id]
        entry = load_entry(article.entry) if article.entry and article.live else None
        wanted = listings_of(entry) if entry else {}
        touched.dated |= {member.dated_at for member in present.values()}
        if article.dated_at is not None:
            touched.dated.add(article.dated_at)
        joins = {each for each in wanted if each not in present or present[each].gone}
        touched.revived |= _revive(rows, joins)
        for listing, member in present.items():
            member.gone = listing not in wanted
            member.dated_at = article.dated_at or member.dated_at
        for listing in wanted.keys() - present.keys():
            present[listing] = _join(session, site, listing, rows, wanted[listing], article)
        for listing, member in present.items():
            touched.numbers[listing].add(member.number)
        if ARCHIVE in present:
            article.number = present[ARCHIVE].number - 1
        kept = records.get(article.id)
        article.record = kept.decode() if kept else None


def _revive(rows: dict[Listing, ListingRow], joins: set[Listing]) -> set[Listing]:
    """End the redirect of a renamed listing when an article joins it; return these listings."""
    revived = {each for each in joins if each in rows and rows[each].moved_to is not None}
    for listing in revived:
        rows[listing].moved_to = None
    return revived


def clear(session: Session, site: str, articles: Collection[str]) -> None:
    """Delete memberships that `articles` have left, once no page shows them there any more."""
    session.execute(
        delete(Membership).where(
            Membership.site == site, Membership.article_id.in_(articles), Membership.gone
        )
    )


def _members(session: Session, articles: Collection[str]) -> dict[str, dict[Listing, Membership]]:
    found: dict[str, dict[Listing, Membership]] = defaultdict(dict)
    for row in session.scalars(select(Membership).where(Membership.article_id.in_(articles))):
        found[row.article_id][row.kind, row.key] = row
    return found


def _listings(
    session: Session, site: str, articles: Sequence[Article]
) -> dict[Listing, ListingRow]:
    wanted = {listing for article in articles for listing in _entry_listings(article)}
    return of_keys(session, site, wanted)


def _entry_listings(article: Article) -> Iterator[Listing]:
    if article.entry:
        yield from listings_of(load_entry(article.entry))


def _join(
    session: Session,
    site: str,
    listing: Listing,
    rows: dict[Listing, ListingRow],
    title: str,
    article: Article,
) -> Membership:
    kind, key = listing
    row = rows.get(listing)
    if row is None:
        row = rows[listing] = ListingRow(site=site, kind=kind, key=key, title=title, size=0)
        session.add(row)
    row.size += 1
    member = Membership(
        site=site,
        kind=kind,
        key=key,
        article_id=article.id,
        number=row.size,
        dated_at=article.dated_at or article.created_at,
        gone=False,
    )
    session.add(member)
    return member
