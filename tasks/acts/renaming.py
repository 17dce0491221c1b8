"""Renames a section or an author, by correcting every article under the old name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from matbaa.errors import Rejected
from matbaa.pages import key_of
from matbaa.view import load_entry
from models import Article, Lane, ListingRow, Membership
from models.session import look, transaction
from tasks.acts import drafts
from tasks.acts.act import Act, Unknown
from tasks.acts.edition import Edition, publish_all

Kind = Literal["section", "author"]

#: How many articles one transaction corrects.
_AT_ONCE = 100


def rename(
    kind: Kind, old: str, new: str, *, site: str, who: str, why: str = "", most: int | None = None
) -> Iterator[Act]:
    """Correct the live articles under the name `old`, at most `most` of them, on the bulk lane.

    Their dates stay the same. Their pages, the listings of both names, and pages that link to them
    follow. Articles with a newer revision in the pipeline are left out. If `most` cut the work
    short, `count_named` tells how many articles remain. Later submissions keep the name that their
    producer gives. Raises Unknown and Rejected.
    """
    new = new.strip()
    if not new or new == old.strip():
        raise Rejected("new", "must be a name other than the current one")
    _name_listing(kind, old, new, site)
    reason = f"{kind}: {old} → {new}" + (f" ({why})" if why else "")

    def make(session: Session, article: Article) -> Edition:
        head = drafts.revision_of(session, article.id, article.head_rev)
        story = drafts.story_of(article, head)
        said = drafts.submission_of(article, story).model_dump(mode="json")
        changes = _changes(kind, said, key_of(old), new) | _as_dated(article)
        submission, story = drafts.changed(article, story, changes, received=head)
        return Edition(story, f"{kind} renamed to {new}", submission)

    after, left = "", most
    while left is None or left > 0:
        wanted = _AT_ONCE if left is None else min(left, _AT_ONCE)
        with look() as session:
            ids = _named(session, kind, old, site, after=after, limit=wanted)
        if not ids:
            return
        yield from publish_all(ids, "rename", make, who=who, why=reason, lane=Lane.BULK)
        after, left = ids[-1], None if left is None else left - len(ids)


def named(kind: Kind, name: str, *, site: str, limit: int = 1_000_000) -> list[str]:
    """Ids of live articles under this name that have no newer revision in the pipeline."""
    with look() as session:
        return _named(session, kind, name, site, after="", limit=limit)


def count_named(kind: Kind, name: str, *, site: str) -> int:
    """How many articles `named` would return."""
    with look() as session:
        return session.scalar(_bearers(func.count(), kind, name, site)) or 0


def _named(
    session: Session, kind: Kind, name: str, site: str, *, after: str, limit: int
) -> list[str]:
    found = _bearers(Article.id, kind, name, site).where(Membership.article_id > after)
    return list(session.scalars(found.order_by(Membership.article_id).limit(limit)))


def _bearers(wanted: Any, kind: Kind, name: str, site: str) -> Select[Any]:
    return (
        select(wanted)
        .select_from(Article)
        .join(Membership, Membership.article_id == Article.id)
        .where(
            *_listing(Membership, kind, name, site),
            Membership.gone.is_(False),
            Article.live,
            Article.head_rev == Article.published_rev,
        )
    )


def _listing(table: Any, kind: Kind, name: str, site: str) -> tuple[Any, ...]:
    return table.site == site, table.kind == kind, table.key == key_of(name)


def _name_listing(kind: Kind, old: str, new: str, site: str) -> None:
    """Rename the listing, or have the old listing redirect to the new one once it is empty.

    Names with the same key, such as `Sport` and `sport`, share one listing, so only its title
    changes. Raises Unknown if there is no listing under the old name.
    """
    with transaction() as session:
        found = (
            select(func.count())
            .select_from(ListingRow)
            .where(*_listing(ListingRow, kind, old, site))
        )
        if not session.scalar(found):
            raise Unknown(kind, f"nothing on {site!r} has the name {old!r}")
        change = {"title": new} if key_of(old) == key_of(new) else {"moved_to": key_of(new)}
        whole = update(ListingRow)
        session.execute(whole.where(*_listing(ListingRow, kind, new, site)).values(moved_to=None))
        session.execute(whole.where(*_listing(ListingRow, kind, old, site)).values(change))


def _as_dated(article: Article) -> dict[str, Any]:
    """The change that keeps the article's `updated` time, as its content has not changed."""
    return {"updated": load_entry(article.entry).updated.isoformat()} if article.entry else {}


def _changes(kind: Kind, said: dict[str, Any], key: str, new: str) -> dict[str, Any]:
    if kind == "section":
        return {"section": new}
    return {
        "authors": [
            {**author, "name": new} if key_of(author["name"]) == key else author
            for author in said["authors"]
        ]
    }
