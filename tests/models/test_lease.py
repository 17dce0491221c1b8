"""A lease gives a duty to one process at a time."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from models import lease
from models.session import transaction

pytestmark = pytest.mark.usefixtures("database")


def taken(session: Session, owner: str) -> bool:
    return lease.take(session, "site:main", owner, 60)


def test_a_lease_has_one_owner_until_it_is_released() -> None:
    with transaction() as session:
        assert taken(session, "one")
        assert not taken(session, "other")
        lease.give_back(session, "site:main", "one")
    with transaction() as session:
        assert taken(session, "other")


def test_a_late_extension_does_not_take_a_lease_from_another_owner() -> None:
    with transaction() as session:
        assert taken(session, "one")
        lease.give_back(session, "site:main", "one")
    with transaction() as session:
        lease.keep(session, "site:main", "one", 60)
    with transaction() as session:
        assert taken(session, "other")


def test_an_extension_keeps_ones_own_lease() -> None:
    with transaction() as session:
        assert lease.take(session, "site:main", "one", 0)
        lease.keep(session, "site:main", "one", 60)
    with transaction() as session:
        assert not taken(session, "other")
