"""Dead letters are replayed, edited and discarded."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from matbaa.errors import Conflict
from models import DeadLetter, Lane, LetterStatus, Revision, State
from models.base import db_now
from models.session import look, transaction
from tasks import acts
from tests.conftest import Press
from tests.entries import envelope
from tests.tasks.newsroom import ME, article, hint_all, open_letters, states


@pytest.fixture
def fail(monkeypatch: pytest.MonkeyPatch, press: Press) -> Callable[[str], None]:
    """Make an article `a` die at a stage, then let the stage work again."""

    def die(stage: str) -> None:
        press.article(id="a")
        task = {
            "summarize": "tasks.summarize.write_texts",
            "render": "tasks.render.print_revision",
            "upload": "tasks.shipping.blob_of",
        }[stage]
        with monkeypatch.context() as broken:
            broken.setattr(task, _is_broken)
            broken.setattr("tasks.retries.delay", lambda _attempt: 0.0)
            press.run()
            while not open_letters():
                hint_all()
                press.run()

    return die


def _is_broken(*_args: object, **_kwargs: object) -> None:
    raise ZeroDivisionError("a bug")


@pytest.mark.parametrize(
    ("stage", "goes_on"), [("summarize", "summarize"), ("render", "render"), ("upload", "render")]
)
def test_a_replay_continues_at_the_stage_that_failed(
    press: Press, fail: Callable[[str], None], stage: str, goes_on: str
) -> None:
    fail(stage)
    acts.retry(open_letters(), who=ME)
    assert press.hints[0][0] == f"matbaa.{goes_on}"
    press.run()
    assert (states(), open_letters()) == ({1: State.PUBLISHED}, [])


def test_the_replay_of_an_overtaken_revision_changes_nothing(press: Press) -> None:
    press.article(id="a", revision=1, body="<script></script>")
    press.run()
    press.article(id="a", revision=2)
    press.run()
    (act,) = acts.retry(open_letters(), who=ME)
    press.run()
    assert "superseded by" in act.done
    assert states() == {1: State.SUPERSEDED, 2: State.PUBLISHED}


def test_a_replayed_article_still_waits_for_its_embargo(
    press: Press, fail: Callable[[str], None]
) -> None:
    fail("summarize")
    with transaction() as session:
        session.execute(update(Revision).values(publish_at=db_now(3_600)))
    acts.retry(open_letters(), who=ME)
    press.run()
    assert states() == {1: State.INGESTED}


def test_a_dead_letter_can_be_replayed_only_once(press: Press) -> None:
    press.article(id="a", body="<script></script>")
    press.run()
    letters = open_letters()
    acts.retry(letters, who=ME)
    with pytest.raises(Conflict, match="already replayed"):
        acts.retry(letters, who=ME)


def test_a_replayed_submission_that_is_rejected_again_stays_a_dead_letter(press: Press) -> None:
    press.article(id="a", revision=1, key="mine")
    press.article(id="a", revision=1, key="other", body="<p>Something else.</p>")
    (act,) = acts.retry(open_letters(), who=ME)
    assert "rejected again" in act.done
    assert len(open_letters()) == 1


def test_an_edited_dead_letter_is_submitted_under_its_key(press: Press) -> None:
    press.article(id="a", revision=1)
    press.article(id="a", revision=1, key="other", body="<p>Something else.</p>")
    payload = json.dumps({"id": "a", "revision": 2, "title": "T", "body": "<p>Something.</p>"})
    act = acts.edit_and_replay(open_letters()[0], payload.encode(), who=ME)
    press.run()
    assert (act.key, act.rev, open_letters()) == ("other", 2, [])
    assert article().title == "T"


def test_the_edited_letter_of_a_dead_revision_gets_a_new_number(press: Press) -> None:
    press.article(id="a", revision=1, body="<script></script>")
    press.run()
    payload = json.dumps({"id": "a", "revision": 1, "title": "T", "body": "<p>Something.</p>"})
    acts.edit_and_replay(open_letters()[0], payload.encode(), who=ME)
    press.run()
    assert states() == {1: State.DEAD, 2: State.PUBLISHED}


def test_many_letters_are_replayed_on_the_bulk_lane(press: Press) -> None:
    from models.burial import keep_rejected
    from models.entry import Answer
    from models.receipt import ReceiptStatus
    from tests.entries import entry

    with transaction() as session:
        for number in range(40):
            it = entry(id=f"many-{number}", key=f"k{number}")
            keep_rejected(session, it, Answer(it.key, ReceiptStatus.REJECTED, reason="site: gone"))
    acts.retry(open_letters(), who=ME)
    with look() as session:
        lanes = set(session.scalars(select(Revision.lane)))
    assert (lanes, open_letters()) == ({Lane.BULK}, [])


def test_a_discarded_letter_keeps_its_note(press: Press) -> None:
    press.article(id="a", body="<script></script>")
    press.run()
    acts.discard(open_letters(), who=ME, why="a test of the feed")
    with look() as session:
        letter = session.scalars(select(DeadLetter)).one()
    assert (letter.status, letter.note) == (LetterStatus.DISCARDED, "a test of the feed")


def test_a_bad_entry_of_a_document_becomes_a_dead_letter_and_the_others_are_published(
    press: Press,
) -> None:
    entry = "<item><guid>{}</guid><title>Any</title><description>It rained.</description></item>"
    entries = "".join(entry.format(guid) for guid in ("one", "x" * 300, "three"))
    press.submit(envelope(f"<rss version='2.0'><channel>{entries}</channel></rss>"))
    press.run()
    with look() as session:
        live = set(session.scalars(select(Revision.article_id).where(Revision.story.is_not(None))))
        letters = session.scalars(select(DeadLetter.reason)).all()
    assert live == {"one", "three"}
    assert letters == ["id: has 300 characters; at most 255"]
