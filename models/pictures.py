"""What is known of pictures: ordered, fetched, used, and no longer used."""

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
#: After this what failed may be tried again, when its article is published again.
_FAILED_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Order:
    """An article whose pictures are being fetched, for the n-th time."""

    article_id: str
    attempts: int


def order(session: Session, article_ids: Collection[str]) -> None:
    """Have the pictures of these articles fetched."""
    rows = [{"article_id": each, "attempts": 0, "due_at": db_now()} for each in article_ids]
    if rows:
        _upsert(session, PictureOrder, rows, ("article_id",))


def due(session: Session, limit: int) -> list[str]:
    """Articles whose pictures are to be fetched now, the longest waiting first."""
    query = select(PictureOrder.article_id).where(PictureOrder.due_at <= db_now())
    return list(session.scalars(query.order_by(PictureOrder.due_at).limit(limit)))


def claim(session: Session, article_id: str, seconds: float) -> Order | None:
    """Take an order for so long; None where it is not due, or somebody else was first."""
    attempts = session.scalar(
        update(PictureOrder)
        .where(PictureOrder.article_id == article_id, PictureOrder.due_at <= db_now())
        .values(attempts=PictureOrder.attempts + 1, due_at=db_now(seconds))
        .returning(PictureOrder.attempts)
        .execution_options(synchronize_session=False)
    )
    return None if attempts is None else Order(article_id, attempts)


def put_off(session: Session, order: Order, seconds: float) -> None:
    """Try again then, unless the article was published again in the meantime."""
    session.execute(_this(update(PictureOrder), order).values(due_at=db_now(seconds)))


def fulfil(session: Session, order: Order) -> None:
    """Nothing more is to be fetched, unless the article was published again in the meantime."""
    session.execute(_this(delete(PictureOrder), order))


def _this(statement: Any, order: Order) -> Any:
    return statement.where(
        PictureOrder.article_id == order.article_id, PictureOrder.attempts == order.attempts
    )


def known(session: Session, site: str, addresses: Iterable[str]) -> dict[str, Picture]:
    """What is known of the pictures with these addresses."""
    by_source = {source_of(each): each for each in addresses}
    if not by_source:
        return {}
    rows = session.scalars(
        select(Picture).where(Picture.site == site, Picture.source.in_(by_source))
    )
    return {by_source[row.source]: row for row in rows}


def fetched(session: Session, site: str, addresses: Iterable[str]) -> dict[str, tuple[Sized, ...]]:
    """The renditions of those of these pictures that pages can show, or are to leave out."""
    rows = known(session, site, addresses)
    return {each: sizes_of(row) for each, row in rows.items() if row.status in _SETTLED}


def unsettled(session: Session, site: str, addresses: Collection[str]) -> list[str]:
    """Those that are to be fetched: not known yet, taken down, or failed a while ago."""
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
    """Note what came of a picture."""
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
    """Note that articles show the pictures with these addresses. Called before it is looked
    whether they are there: from then on nobody takes them down.
    """
    rows = [
        {"article_id": article_id, "site": site, "source": source_of(address)}
        for article_id, addresses in shown.items()
        for address in addresses
    ]
    if rows:
        _upsert(session, PictureUse, rows, ("article_id", "source"))


def uses(session: Session, article_ids: Collection[str]) -> dict[str, set[str]]:
    """The sources of the pictures that these articles are known to show, by article."""
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
    """Articles do not show these sources any more; returns those pictures that nobody shows now,
    noted as removed.
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
    """The rendition at this path is not on storage any more: have its picture fetched anew.
    Returns the articles that show it. Reads all pictures of the site.
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
