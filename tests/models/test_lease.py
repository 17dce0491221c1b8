"""A duty is one process's at a time."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from models import lease
from models.session import transaction

pytestmark = pytest.mark.usefixtures("database")


def taken(session: Session, owner: str) -> bool:
    return lease.take(session, "site:main", owner, 60)


def test_a_duty_is_one_owners_until_it_is_given_back() -> None:
    with transaction() as session:
        assert taken(session, "one")
        assert not taken(session, "other")
        lease.give_back(session, "site:main", "one")
    with transaction() as session:
        assert taken(session, "other")


def test_a_sign_of_life_that_comes_late_takes_nothing() -> None:
    with transaction() as session:
        assert taken(session, "one")
        lease.give_back(session, "site:main", "one")
    with transaction() as session:
        lease.keep(session, "site:main", "one", 60)
    with transaction() as session:
        assert taken(session, "other")


def test_a_sign_of_life_keeps_what_is_ones_own() -> None:
    with transaction() as session:
        assert lease.take(session, "site:main", "one", 0)
        lease.keep(session, "site:main", "one", 60)
    with transaction() as session:
        assert not taken(session, "other")
