"""D1, D2, S7 and outages, without a broker: messages repeated, late, or in another order."""

from __future__ import annotations

import itertools

import pytest
from sqlalchemy import select, update

from matbaa.errors import ServiceUnavailable
from matbaa.storage import Blob
from models import Article, Outage, Revision, State, claims
from models.base import db_now
from models.session import look, transaction
from tests.conftest import Press

pytestmark = pytest.mark.faults


def published(press: Press) -> tuple[int, str]:
    """The published revision of A according to the tables, and the one on storage."""
    with look() as session:
        article = session.get_one(Article, "a")
    page = press.storage.objects[f"{article.path}index.html"].blob
    return article.published_rev, page.metadata["rev"]


@pytest.mark.parametrize("order", list(itertools.permutations((1, 2, 3)))[1:])
def test_revisions_in_any_order_end_at_the_highest(press: Press, order: tuple[int, ...]) -> None:
    for revision in order:
        press.article(id="a", revision=revision, title=f"Version {revision}")
    press.run()
    assert published(press) == (3, "3")


def test_hints_delivered_three_times_put_each_page_once(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = press.storage.put
    puts: list[tuple[str, str, str]] = []

    def noted(path: str, blob: Blob, *, expect: str | None = None) -> str:
        puts.append((path, blob.metadata["rev"], blob.metadata["sha256"]))
        return put(path, blob, expect=expect)

    monkeypatch.setattr(press.storage, "put", noted)
    press.article(id="a")
    while press.hints:
        press.hints = [press.hints[0]] * 3 + press.hints[1:]
        for _time in range(3):
            press.step()
    assert published(press) == (1, "1")
    assert len(puts) == len(set(puts))


def test_a_page_that_arrives_late_does_not_replace_a_newer_one(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = press.storage.put
    held: list[tuple[str, Blob, str | None]] = []

    def hold(path: str, blob: Blob, *, expect: str | None = None) -> str:
        if path.endswith("index.html") and blob.metadata["rev"] == "1" and not held:
            held.append((path, blob, expect))
            raise ServiceUnavailable("storage", "the answer did not come")
        return put(path, blob, expect=expect)

    press.article(id="a", revision=1)
    monkeypatch.setattr(press.storage, "put", hold)
    press.run()
    press.article(id="a", revision=2, title="The last word")
    press.run()
    path, blob, expect = held[0]
    with pytest.raises(Exception, match="changed by another writer"):
        put(path, blob, expect=expect)
    assert published(press) == (2, "2")


def test_an_outage_pauses_uploads_until_a_probe_succeeds(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def refuse(path: str, blob: Blob, *, expect: str | None = None) -> str:
        asked.append(path)
        raise ServiceUnavailable("storage", "503 SlowDown")

    for number in range(8):
        press.article(id=f"a{number}", title=f"Story {number}")
    with monkeypatch.context() as patch:
        patch.setattr(press.storage, "put", refuse)
        press.run()
        for _time in range(4):
            _upload_again(press)
        before = len(asked)
        _upload_again(press)
        assert len(asked) == before  # storage that is known to be away is not asked
        _end_pause()
        _upload_again(press)
        with look() as session:
            tried = session.scalar(select(Outage.failures))
        assert len(asked) > before
        assert tried
    for _time in range(8):
        _end_pause()
        _upload_again(press)
    with look() as session:
        assert set(session.scalars(select(Revision.state))) == {State.PUBLISHED}
        assert set(session.scalars(select(Revision.attempts))) == {0}


def _upload_again(press: Press) -> None:
    with transaction() as session:
        session.execute(update(Revision).values(next_attempt_at=None))
    with look() as session:
        waiting = session.scalars(select(Revision.id).where(Revision.state == State.RENDERED))
        press.hints = [("matbaa.upload", [list(waiting)], "upload")]
    press.run()


def _end_pause() -> None:
    with transaction() as session:
        session.execute(update(Outage).values(until=db_now(-1)))


def test_claims_of_a_killed_process_are_released_at_once(press: Press) -> None:
    from billiard.exceptions import WorkerLostError

    from workers import rescue

    press.article(id="a")
    message = "0123456789abcdef-rest"
    with transaction() as session:
        claims.claim(
            session, [1], takes=State.ACCEPTED, seconds=60, prefix=message.replace("-", "")
        )
    rescue.after("another-message", WorkerLostError())
    assert _lease() is not None
    rescue.after(message, WorkerLostError())
    assert _lease() is None
    press.run()
    assert published(press) == (1, "1")


def test_claims_of_a_dead_worker_are_released_when_it_restarts(press: Press) -> None:
    from models import lease
    from tasks import claimant
    from workers import rescue

    press.article(id="a")
    token = f"01234567{claimant.of_worker('worker@here')}"
    with transaction() as session:
        claims.claim(session, [1], takes=State.ACCEPTED, seconds=60, prefix=token)
        lease.take(session, "site:main", token, 60)
    rescue.from_predecessor("worker@elsewhere")
    assert _lease() is not None
    rescue.from_predecessor("worker@here")
    assert _lease() is None
    with transaction() as session:
        assert lease.take(session, "site:main", "another", 60)


def _lease() -> str | None:
    with look() as session:
        return session.scalars(select(Revision.lease_token)).one()


def test_a_stopping_worker_gives_back_articles_it_has_not_started(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", "c"):
        press.article(id=name, title=f"Story {name}")
    press.hints = [("matbaa.ingest", [[1, 2, 3]], "ingest")]
    with monkeypatch.context() as patch:
        patch.setattr("tasks.pipeline.is_closing", lambda: True)
        press.step()
    with look() as session:
        found = session.execute(
            select(Revision.state, Revision.attempts, Revision.lease_token).order_by(Revision.id)
        ).all()
    assert [tuple(row) for row in found] == [
        (State.INGESTED, 0, None),
        (State.ACCEPTED, 0, None),
        (State.ACCEPTED, 0, None),
    ]


def test_an_article_over_its_time_limit_is_stopped_and_the_attempt_counted(
    press: Press, settings_env: pytest.MonkeyPatch
) -> None:
    import time

    from matbaa.settings import get_settings

    settings_env.setenv("MATBAA_ARTICLE_SECONDS", "0.2")
    get_settings.cache_clear()
    settings_env.setattr("tasks.ingest.open_envelope", lambda *_args, **_kw: time.sleep(20))
    press.article(id="a")
    press.step()
    with look() as session:
        revision = session.scalars(select(Revision)).one()
    assert (revision.state, revision.attempts) == (State.ACCEPTED, 1)
    assert "not done after" in (revision.error or "")


def test_nothing_is_taken_in_when_the_disk_is_nearly_full(
    press: Press, settings_env: pytest.MonkeyPatch
) -> None:
    from matbaa.settings import get_settings
    from tasks.reception import receive
    from tests.entries import entry

    if not get_settings().database_url.startswith("sqlite"):
        pytest.skip("a database server looks after its own disk")
    settings_env.setenv("MATBAA_MIN_FREE_BYTES", str(10**18))
    get_settings.cache_clear()
    with pytest.raises(ServiceUnavailable, match="free"):
        receive([entry(id="a")])
