"""Reads and writes the state of pictures: orders to fetch them, results, and use by articles."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from matbaa.pictures import Sized, source_of
from models.base import Base, db_now
from models.picture import Picture, PictureOrder, PictureStatus, PictureUse
from models.rows import dialect

_SIZES = TypeAdapter(tuple[Sized, ...])
_SETTLED = (PictureStatus.READY, PictureStatus.IGNORED)
#: A failed picture may be tried again after this, when an article with it is published.
_FAILED_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Order:
    """A claimed order to fetch an article's pictures; `attempts` counts this one."""

    article_id: str
    attempts: int


def order(session: Session, article_ids: Collection[str]) -> None:
    """Order the pictures of these articles to be fetched, due at once."""
    rows = [{"article_id": each, "attempts": 0, "due_at": db_now()} for each in article_ids]
    if rows:
        _upsert(session, PictureOrder, rows, ("article_id",))


def due(session: Session, limit: int) -> list[str]:
    """Ids of articles with due orders, the longest waiting first."""
    query = select(PictureOrder.article_id).where(PictureOrder.due_at <= db_now())
    return list(session.scalars(query.order_by(PictureOrder.due_at).limit(limit)))


def claim(session: Session, article_id: str, seconds: float) -> Order | None:
    """Claim an order for `seconds`; None if it is not due or another worker was first."""
    attempts = session.scalar(
        update(PictureOrder)
        .where(PictureOrder.article_id == article_id, PictureOrder.due_at <= db_now())
        .values(attempts=PictureOrder.attempts + 1, due_at=db_now(seconds))
        .returning(PictureOrder.attempts)
        .execution_options(synchronize_session=False)
    )
    return None if attempts is None else Order(article_id, attempts)


def put_off(session: Session, order: Order, seconds: float) -> None:
    """Put a claimed order off by `seconds`, unless a newer order has replaced it."""
    session.execute(_this(update(PictureOrder), order).values(due_at=db_now(seconds)))


def fulfil(session: Session, order: Order) -> None:
    """Delete a claimed order that is done, unless a newer order has replaced it."""
    session.execute(_this(delete(PictureOrder), order))


def _this(statement: Any, order: Order) -> Any:
    return statement.where(
        PictureOrder.article_id == order.article_id, PictureOrder.attempts == order.attempts
    )


def known(session: Session, site: str, addresses: Iterable[str]) -> dict[str, Picture]:
    """The rows of the pictures with these addresses, by address."""
    by_source = {source_of(each): each for each in addresses}
    if not by_source:
        return {}
    rows = session.scalars(
        select(Picture).where(Picture.site == site, Picture.source.in_(by_source))
    )
    return {by_source[row.source]: row for row in rows}


def fetched(session: Session, site: str, addresses: Iterable[str]) -> dict[str, tuple[Sized, ...]]:
    """Renditions by address, of pictures that are ready; none for pictures to be left out."""
    rows = known(session, site, addresses)
    return {each: sizes_of(row) for each, row in rows.items() if row.status in _SETTLED}


def unsettled(session: Session, site: str, addresses: Collection[str]) -> list[str]:
    """The addresses that must be fetched: unknown, taken down, or failed a while ago."""
    query = select(Picture.source).where(
        Picture.site == site,
        Picture.source.in_([source_of(each) for each in addresses]),
        Picture.status.in_(_SETTLED)
        | ((Picture.status == PictureStatus.FAILED) & (Picture.at > db_now(-_FAILED_SECONDS))),
    )
    settled = set(session.scalars(query))
    return [each for each in addresses if source_of(each) not in settled]


def sizes_of(row: Picture) -> tuple[Sized, ...]:
    """The renditions of a picture."""
    return _SIZES.validate_json(row.sizes) if row.sizes else ()


def settle(
    session: Session,
    site: str,
    address: str,
    status: PictureStatus,
    *,
    sizes: tuple[Sized, ...] = (),
    reason: str | None = None,
) -> None:
    """Record the result of fetching a picture."""
    row = {
        "site": site,
        "source": source_of(address),
        "status": status,
        "reason": reason,
        "sizes": _SIZES.dump_json(sizes).decode() if sizes else None,
        "at": db_now(),
    }
    _upsert(session, Picture, [row], ("site", "source"))


def use(session: Session, site: str, shown: Mapping[str, Collection[str]]) -> None:
    """Record that articles show the pictures with these addresses.

    Must be called before checking whether the pictures exist, because from then on they are not
    taken down.
    """
    rows = [
        {"article_id": article_id, "site": site, "source": source_of(address)}
        for article_id, addresses in shown.items()
        for address in addresses
    ]
    if rows:
        _upsert(session, PictureUse, rows, ("article_id", "source"))


def uses(session: Session, article_ids: Collection[str]) -> dict[str, set[str]]:
    """The sources of the pictures that these articles show, by article id."""
    found: dict[str, set[str]] = {}
    rows = session.execute(
        select(PictureUse.article_id, PictureUse.source).where(
            PictureUse.article_id.in_(article_ids)
        )
    )
    for row in rows:
        found.setdefault(row.article_id, set()).add(row.source)
    return found


def disuse(session: Session, site: str, unused: Mapping[str, Collection[str]]) -> list[Picture]:
    """Record that articles no longer show these sources.

    Returns the pictures that no article shows any more, marked as removed.
    """
    sources = {source for each in unused.values() for source in each}
    rows = session.scalars(
        select(Picture)
        .where(Picture.site == site, Picture.source.in_(sources))
        .order_by(Picture.source)
        .with_for_update()
    ).all()
    for article_id, gone in unused.items():
        session.execute(
            delete(PictureUse).where(
                PictureUse.article_id == article_id, PictureUse.source.in_(gone)
            )
        )
    used = set(
        session.scalars(
            select(PictureUse.source).where(PictureUse.site == site, PictureUse.source.in_(sources))
        )
    )
    removed = [row for row in rows if row.source not in used]
    for row in removed:
        row.status, row.at = PictureStatus.REMOVED, db_now()
    return removed


def lose(session: Session, site: str, path: str) -> list[str]:
    """Mark the picture with the rendition at `path` as removed, so that it is fetched anew.

    Returns the ids of the articles that show it. This scans all pictures of the site.
    """
    ours = Picture.site == site, Picture.sizes.contains(f'"{path}"', autoescape=True)
    sources = session.scalars(select(Picture.source).where(*ours)).all()
    session.execute(
        update(Picture)
        .where(Picture.site == site, Picture.source.in_(sources))
        .values(status=PictureStatus.REMOVED)
        .execution_options(synchronize_session=False)
    )
    shown = select(PictureUse.article_id).where(
        PictureUse.site == site, PictureUse.source.in_(sources)
    )
    return list(session.scalars(shown.distinct()))


def _upsert(
    session: Session, table: type[Base], rows: list[dict[str, Any]], key: tuple[str, ...]
) -> None:
    statement: Any = dialect(session).insert(table).values(rows)
    values = {name: statement.excluded[name] for name in rows[0] if name not in key}
    if values:
        statement = statement.on_conflict_do_update(index_elements=key, set_=values)
    else:
        statement = statement.on_conflict_do_nothing(index_elements=key)
    session.execute(statement)
