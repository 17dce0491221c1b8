"""Finds near-duplicates: articles whose text nearly repeats another's, by shared band keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, delete, func, insert, select
from sqlalchemy.orm import Session

from matbaa.duplicates import NEAR, band_keys, likeness
from models import turns
from models.article import Article, is_there
from models.base import db_now
from models.fingerprint import Band, Fingerprint, NearDuplicate
from models.rows import add

#: How many articles that share a key are compared; a text that recurs every day would have more.
_COMPARED = 50


@dataclass(frozen=True, slots=True)
class Signed:
    """An article's present text by its signature; None if it is not to be compared."""

    article_id: str
    site: str
    signature: bytes | None

    @property
    def keys(self) -> list[int]:
        """Its band keys, under which similar texts are found."""
        return band_keys(self.signature, self.site) if self.signature else []


@dataclass(frozen=True, slots=True)
class Like:
    """The article that a text nearly repeats, and their similarity, from 0 to 1."""

    other_id: str
    likeness: float


@dataclass(frozen=True, slots=True)
class _Other:
    """A stored text to compare with."""

    id: int
    article_id: str
    site: str
    signature: bytes


def _first_of_each_key() -> Select[*tuple[Any, ...]]:
    """Select the first texts under each key, of articles that are live or will be."""
    place = func.row_number().over(partition_by=Band.key, order_by=Fingerprint.id)
    columns = Fingerprint.id, Fingerprint.article_id, Fingerprint.site, Fingerprint.signature
    ranked = (
        select(Band.key, *columns, place.label("place"))
        .join(Fingerprint, Fingerprint.id == Band.fingerprint_id)
        .join(Article, Article.id == Fingerprint.article_id)
        .where(Band.key.in_(bindparam("keys", expanding=True)), is_there())
        .subquery()
    )
    return select(ranked).where(ranked.c.place <= _COMPARED)


_IDS: BindParameter[str] = bindparam("article_ids", expanding=True)
_KEPT = select(Fingerprint).where(Fingerprint.article_id.in_(_IDS))
_NUMBERS = select(Fingerprint.article_id, Fingerprint.id).where(Fingerprint.article_id.in_(_IDS))
_FIRST = _first_of_each_key()
_REPEATED = select(NearDuplicate.other_id, NearDuplicate.article_id).where(
    NearDuplicate.other_id.in_(_IDS)
)
_REPEATING = select(NearDuplicate).where(NearDuplicate.article_id.in_(_IDS))


def sign(session: Session, texts: Sequence[Signed]) -> dict[str, Like]:
    """Store these texts in place of their articles' earlier ones, and find near-duplicates.

    Returns, by article id, the earlier article that is nearly repeated, if it is live or will be.
    Writers of texts with a common key take turns, so of two that arrive at the same moment exactly
    one is the earlier.
    """
    signed = [text for text in texts if text.signature is not None]
    turns.take(session, {key for text in signed for key in text.keys})
    forget(session, [text.article_id for text in texts])
    if not signed:
        return {}
    numbers = _keep(session, signed)
    others = _others(session, {key for text in signed for key in text.keys})
    known = _known(session, [text.article_id for text in signed])
    found: dict[str, Like] = {}
    for text, number in zip(signed, numbers, strict=True):
        like = _nearest(text, _earlier(text, number, others), known[text.article_id])
        if like is not None:
            found[text.article_id] = like
    return found


def forget(session: Session, article_ids: Collection[str]) -> None:
    """Delete the stored texts of these articles, and the marks that they repeat another."""
    ids = list(article_ids)
    kept = session.scalars(_KEPT, {"article_ids": ids}).all() if ids else ()
    if kept:
        _drop(session, kept)
        session.execute(delete(NearDuplicate).where(NearDuplicate.article_id.in_(article_ids)))


def _drop(session: Session, kept: Collection[Fingerprint]) -> None:
    """Delete fingerprints and their bands.

    Bands are deleted by their keys, computed from the signatures, as the index begins with the key.
    """
    ids = [each.id for each in kept]
    for each in kept:
        keys = band_keys(each.signature, each.site)
        session.execute(delete(Band).where(Band.key.in_(keys), Band.fingerprint_id == each.id))
    session.execute(delete(Fingerprint).where(Fingerprint.id.in_(ids)))


def _keep(session: Session, texts: Sequence[Signed]) -> Sequence[int]:
    """Write the texts down; their numbers, in their order."""
    kept = [
        {"article_id": text.article_id, "site": text.site, "signature": text.signature}
        for text in texts
    ]
    add(session, Fingerprint, kept, stamp="at")
    mine = {"article_ids": [text.article_id for text in texts]}
    number_of = {row.article_id: row.id for row in session.execute(_NUMBERS, mine)}
    numbers = [number_of[text.article_id] for text in texts]
    rows = {(key, it) for text, it in zip(texts, numbers, strict=True) for key in text.keys}
    add(session, Band, [{"key": key, "fingerprint_id": it} for key, it in sorted(rows)])
    return numbers


def _others(session: Session, keys: Collection[int]) -> dict[int, list[_Other]]:
    """The first texts under each of `keys`, of articles that are live or will be."""
    found: dict[int, list[_Other]] = defaultdict(list)
    for key, *facts, _place in session.execute(_FIRST, {"keys": list(keys)}):
        found[key].append(_Other(*facts))
    return found


def _known(session: Session, article_ids: Collection[str]) -> dict[str, set[str]]:
    """For each of these articles, the ids of those that are known to repeat it."""
    found: dict[str, set[str]] = defaultdict(set)
    rows = session.execute(_REPEATED, {"article_ids": list(article_ids)})
    for other_id, article_id in rows:
        found[other_id].add(article_id)
    return found


def _earlier(text: Signed, number: int, others: Mapping[int, list[_Other]]) -> list[_Other]:
    """Those of `others` on the same site that share a key with `text` and came before it."""
    found = {it.id: it for key in text.keys for it in others.get(key, ()) if it.id < number}
    return [it for _id, it in sorted(found.items()) if it.site == text.site]


def _nearest(text: Signed, others: Sequence[_Other], known: Collection[str]) -> Like | None:
    """The most similar of `others`, except those known to repeat this text; None if none is."""
    likes = [
        Like(other.article_id, likeness(text.signature or b"", other.signature))
        for other in [each for each in others if each.article_id not in known][:_COMPARED]
    ]
    nearest = max(likes, key=lambda like: like.likeness, default=None)
    return nearest if nearest is not None and nearest.likeness >= NEAR else None


def note(session: Session, found: Mapping[str, Like]) -> None:
    """Record, by article id, which other article it nearly repeats."""
    rows = [
        {"article_id": article_id, "other_id": like.other_id, "likeness": like.likeness}
        for article_id, like in found.items()
    ]
    for row in rows:
        session.execute(insert(NearDuplicate).values(at=db_now(), **row))


def repeats(session: Session, article_ids: Collection[str]) -> dict[str, Like]:
    """Those of these articles that nearly repeat another, with that other article."""
    rows = session.scalars(_REPEATING, {"article_ids": list(article_ids)})
    return {row.article_id: Like(row.other_id, row.likeness) for row in rows}


def repeated_by(session: Session, article_id: str, limit: int = 20) -> list[str]:
    """Articles that nearly repeat this one."""
    query = select(NearDuplicate.article_id).where(NearDuplicate.other_id == article_id)
    return list(session.scalars(query.order_by(NearDuplicate.at).limit(limit)))


def prune(session: Session, *, days: int, most: int = 200) -> int:
    """Delete up to `most` texts that are older than `days`; return how many."""
    old = session.scalars(
        select(Fingerprint)
        .where(Fingerprint.at < db_now(-86_400.0 * days))
        .order_by(Fingerprint.at)
        .limit(most)
    ).all()
    if old:
        _drop(session, old)
    return len(old)


def describe(likes: Iterable[Like]) -> tuple[str, ...]:
    """A sentence about each, for producers and editors."""
    return tuple(
        f"Nearly the same text as article {like.other_id!r} ({like.likeness:.0%})."
        for like in likes
    )
