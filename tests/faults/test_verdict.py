"""The fault program can fail: it reports each promise that is broken on purpose."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.faults import __main__ as program
from tests.faults import bounds
from tests.faults.bucket import bucket_of
from tests.faults.ledger import workload
from tests.faults.newsroom import Newsroom, newsroom
from tests.faults.verdict import broken_promises

pytestmark = [pytest.mark.faults, pytest.mark.stack]

Sabotage = Callable[[Newsroom], AbstractContextManager[None]]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """A newsroom at rest, in which no promise is broken."""
    with newsroom(tmp_path_factory.mktemp("newsroom")) as room:
        room.begin(4)
        with room.load(workload(4, 1, "v-", poison=False), 1.0):
            time.sleep(1)
        assert room.drain(150)
        yield room


def _changed(change: str, back: str) -> Sabotage:
    """Make a sabotage: a statement that breaks a promise in the tables, and one that undoes it."""

    @contextmanager
    def sabotage(room: Newsroom) -> Iterator[None]:
        room.execute(change)
        try:
            yield
        finally:
            room.execute(back)

    return sabotage


_FIRST = "WHERE id = (SELECT min(id) FROM revisions WHERE state = 'published')"
_TABLES = {
    "I1 lost": _changed(
        "UPDATE articles SET published_rev = published_rev - 10 WHERE id = 'v-0'",
        "UPDATE articles SET published_rev = published_rev + 10 WHERE id = 'v-0'",
    ),
    "I1 not in the tables": _changed(
        "UPDATE receipts SET key = 'hidden' WHERE key = 'v-0/1'",
        "UPDATE receipts SET key = 'v-0/1' WHERE key = 'hidden'",
    ),
    "I5 listings with old headlines": _changed(
        "UPDATE articles SET published_rev = published_rev + 1 WHERE id = 'v-0'",
        "UPDATE articles SET published_rev = published_rev - 1 WHERE id = 'v-0'",
    ),
    "I5 not in the sitemaps": _changed(
        "UPDATE articles SET path = 'nowhere/' || path WHERE id = 'v-0'",
        "UPDATE articles SET path = substr(path, 9) WHERE id = 'v-0'",
    ),
    "I6 claims without work": _changed(
        f"UPDATE revisions SET lease_token = 'nobody' {_FIRST}",
        "UPDATE revisions SET lease_token = NULL WHERE lease_token = 'nobody'",
    ),
    "I7 letters that say no reason": _changed(
        "INSERT INTO dead_letters (at, status, stage, signature, reason, attempts) "
        "VALUES ('2026-01-01 00:00:00', 'open', 'render', 'nobody', '', 1)",
        "DELETE FROM dead_letters WHERE signature = 'nobody'",
    ),
    "I8 dead, though sound": _changed(
        f"UPDATE revisions SET state = 'dead', error = 'nobody' {_FIRST}",
        "UPDATE revisions SET state = 'published', error = NULL WHERE error = 'nobody'",
    ),
    "I9 published, never submitted": _changed(
        "UPDATE articles SET published_rev = published_rev + 10 WHERE id = 'v-0'",
        "UPDATE articles SET published_rev = published_rev - 10 WHERE id = 'v-0'",
    ),
}


def test_a_newsroom_without_faults_keeps_every_promise(room: Newsroom) -> None:
    assert broken_promises(room, drained=True) == []


@pytest.mark.parametrize("promise", sorted(_TABLES))
def test_an_error_in_the_tables_is_reported(room: Newsroom, promise: str) -> None:
    with _TABLES[promise](room):
        assert promise in _told(room)


def test_an_older_page_put_over_a_newer_one_is_reported(room: Newsroom) -> None:
    path = room.rows("SELECT path FROM articles WHERE id = 'v-0'")[0][0] + "index.html"
    old = {"rev": "0", "sha256": "of something older"}
    bucket_of(room, proxied=True).put(path, b"<p>Yesterday's news</p>", old)
    assert "I4 older over newer" in _told(room)
    room.s3.puts = [put for put in room.s3.puts if put.rev or put.path != f"/site/{path}"]


def test_a_page_that_differs_from_the_tables_is_reported(room: Newsroom) -> None:
    ((path, sha),) = room.rows("SELECT path, sha256 FROM pages WHERE article_id = 'v-0' LIMIT 1")
    change = "UPDATE pages SET sha256 = :sha WHERE path = :path"
    room.execute(change, sha="0" * 64, path=path)
    assert "I3 stale pages on storage" in _told(room)
    room.execute(change, sha=sha, path=path)


def test_a_process_over_its_limits_is_reported(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "MOST_FILES", 1)
    assert any(said.startswith("I10") for said in _told(room))


def test_work_that_does_not_end_in_time_is_reported(room: Newsroom) -> None:
    assert "I2 not everything came to rest in time" in broken_promises(room, drained=False)


def test_a_broken_promise_fails_the_run(tmp_path: Path) -> None:
    few = ["--articles", "2", "--seconds", "1", "--drain", "3", "--database", "sqlite"]
    file = tmp_path / "figures.json"
    assert program.main(["--cases", "Z1", *few, "--json", str(file)]) == 1
    assert "nobody-sent-this" in file.read_text()


def _told(room: Newsroom) -> set[str]:
    return {said.partition(":")[0] for said in broken_promises(room, drained=True)}
