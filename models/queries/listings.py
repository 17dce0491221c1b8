"""Finds listings of a site by kind and key."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from models.listing import ListingRow

#: By kinds and by keys, since the key alone has no index; may find more than was asked for.
_OF_KEYS = select(ListingRow).where(
    ListingRow.site == bindparam("site"),
    ListingRow.kind.in_(bindparam("kinds", expanding=True)),
    ListingRow.key.in_(bindparam("keys", expanding=True)),
)


def of_keys(
    session: Session, site: str, listings: Collection[tuple[str, str]]
) -> dict[tuple[str, str], ListingRow]:
    """Those of `listings` that exist, by (kind, key). Some others may be among them."""
    kinds, keys = {kind for kind, _key in listings}, {key for _kind, key in listings}
    asked = {"site": site, "kinds": list(kinds), "keys": list(keys)}
    return {(row.kind, row.key): row for row in session.scalars(_OF_KEYS, asked)}
