"""Finds listings of a site."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from models.listing import ListingRow

#: By kind and by key, which may be more than was asked for: with the key alone no index serves.
_OF_KEYS = select(ListingRow).where(
    ListingRow.site == bindparam("site"),
    ListingRow.kind.in_(bindparam("kinds", expanding=True)),
    ListingRow.key.in_(bindparam("keys", expanding=True)),
)


def of_keys(
    session: Session, site: str, listings: Collection[tuple[str, str]]
) -> dict[tuple[str, str], ListingRow]:
    """Those of these listings that exist, by kind and key; some others may be among them."""
    kinds, keys = {kind for kind, _key in listings}, {key for _kind, key in listings}
    asked = {"site": site, "kinds": list(kinds), "keys": list(keys)}
    return {(row.kind, row.key): row for row in session.scalars(_OF_KEYS, asked)}
