"""An article that nearly repeats another is marked, and refused only if the site wants that."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import func, select, update

from matbaa.settings import get_settings
from models import Article, Band, DeadLetter, Fingerprint, NearDuplicate, Revision, State
from models.base import db_now
from models.queries import timeline
from models.session import look, transaction
from tasks.acts import kill
from tasks.likeness import prune
from tests.conftest import Press
from tests.matbaa.reading import SAMPLES

TEXT = (SAMPLES / "seed.txt").read_text()
EDITED = TEXT.replace("العاشرة صباحاً", "الحادية عشرة صباحاً")
OTHER = "The river rose overnight and flooded the old town. " + " ".join(
    f"Word{n} follows word{n + 1}." for n in range(40)
)


def repeats(article_id: str) -> str | None:
    """The article that this one is known to repeat."""
    with look() as session:
        row = session.get(NearDuplicate, article_id)
    return row.other_id if row else None


def state_of(article_id: str) -> State | None:
    with look() as session:
        return session.scalar(
            select(Revision.state)
            .where(Revision.article_id == article_id)
            .order_by(Revision.rev.desc())
            .limit(1)
        )


@contextmanager
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, dict[str, object]]]:
    """Collect the receipts by key, as producers would read them."""
    receipts: dict[str, dict[str, object]] = {}
    with monkeypatch.context() as patch:
        patch.setattr(
            "tasks.outcomes.announce",
            lambda found: receipts.update({each.key: json.loads(each.as_json()) for each in found}),
        )
        yield receipts


def test_a_text_under_another_id_is_published_and_marked(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    with told(monkeypatch) as receipts:
        press.article(id="a", body=TEXT)
        press.run()
        press.article(id="b", body=EDITED, key="b-key")
        press.run()

    assert (repeats("a"), repeats("b")) == (None, "a")
    assert state_of("b") is State.PUBLISHED
    assert "'a'" in str(receipts["b-key"]["warnings"])
    with look() as session:
        first, second = timeline(session, "a"), timeline(session, "b")
    assert first is not None
    assert second is not None
    assert first.repeated_by == ("b",)
    assert second.repeats is not None
    assert second.repeats.likeness > 0.8
    assert [each.what for each in second.happenings] == ["near_duplicate"]


def test_of_two_similar_texts_in_one_batch_only_one_is_marked(press: Press) -> None:
    press.article(id="a", body=TEXT)
    press.article(id="b", body=EDITED)
    press.run()

    assert {repeats("a"), repeats("b")} in ({None, "a"}, {None, "b"})


def test_other_texts_and_short_ones_are_not_marked(press: Press) -> None:
    press.article(id="a", body=TEXT)
    press.article(id="b", body=OTHER)
    press.article(id="c")
    press.article(id="d")
    press.run()

    assert [repeats(each) for each in "abcd"] == [None] * 4


def test_a_new_version_does_not_repeat_its_own_article(press: Press) -> None:
    press.article(id="a", body=TEXT)
    press.run()
    press.article(id="b", body=TEXT)
    press.run()
    press.article(id="a", body=EDITED)
    press.run()

    assert (repeats("a"), repeats("b")) == (None, "a")
    press.article(id="b", body=OTHER)
    press.run()
    assert repeats("b") is None


def test_a_text_that_was_taken_down_is_not_compared_with(press: Press) -> None:
    press.article(id="a", body=TEXT)
    press.run()
    kill("a", who="editor", why="wrong")
    press.run()
    press.article(id="b", body=TEXT)
    press.run()

    assert repeats("b") is None


def test_a_site_may_refuse_near_duplicates(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATBAA_REFUSE_NEAR_DUPLICATES", "true")
    get_settings.cache_clear()
    press.article(id="a", body=TEXT)
    press.run()
    press.article(id="b", body=EDITED)
    press.run()
    press.article(id="a", body=EDITED)
    press.run()

    assert state_of("a") is State.PUBLISHED
    assert state_of("b") is State.DEAD
    with look() as session:
        assert "'a'" in (session.scalar(select(DeadLetter.reason)) or "")
        assert session.scalar(select(func.count()).select_from(Fingerprint)) == 1
        assert session.scalar(select(func.count()).select_from(Band)) == 10


def test_nothing_is_compared_if_the_setting_is_off(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MATBAA_NEAR_DUPLICATE_DAYS", "0")
    get_settings.cache_clear()
    press.article(id="a", body=TEXT)
    press.article(id="b", body=TEXT)
    press.run()

    assert (repeats("a"), repeats("b")) == (None, None)


def test_old_texts_are_forgotten(press: Press) -> None:
    press.article(id="a", body=TEXT)
    press.run()
    prune()
    with transaction() as session:
        assert session.scalar(select(func.count()).select_from(Band)) == 10
        session.execute(update(Fingerprint).values(at=db_now(-91 * 86_400.0)))
    prune()

    with look() as session:
        assert session.scalar(select(func.count()).select_from(Band)) == 0
        assert session.get(Article, "a") is not None
