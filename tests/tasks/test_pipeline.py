"""An article's way through the pipeline, with the test in place of the broker."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from matbaa.errors import ServiceUnavailable
from matbaa.storage import Blob
from models import Article, DeadLetter, Dirty, Lane, Revision, State
from models.base import db_now
from models.session import look, transaction
from tasks.pipeline import PIPELINE
from tests.conftest import Press
from tests.entries import BODY, entry, envelope
from tests.tasks.newsroom import states

ARABIC = "<p>شهدت مدينة إسطنبول انطلاق الجولة الثانية من المحادثات.</p><p>وبدأت صباح الخميس.</p>"


def the(model: type) -> object:
    with look() as session:
        return session.scalars(select(model)).one()


def test_every_stage_of_the_pipeline_is_a_registered_task(press: Press) -> None:
    from workers.celery import app

    assert {task for task, _queue in PIPELINE.values()} <= set(app.tasks)


def test_an_article_goes_from_accepted_to_a_page_on_storage(press: Press) -> None:
    press.article(id="a", title="محادثات في إسطنبول", body=ARABIC)
    press.run()
    with look() as session:
        article = session.get_one(Article, "a")
    page = press.storage.objects[f"{article.path}index.html"].blob
    assert states() == {1: State.PUBLISHED}
    assert "محادثات في إسطنبول".encode() in page.body
    assert page.content_type == "text/html; charset=utf-8"
    assert page.metadata["rev"] == "1"


def test_the_front_page_shows_a_published_article(press: Press) -> None:
    press.article(id="a", title="The river rose")
    press.run()
    front = press.storage.objects["index.html"].blob.body
    with look() as session:
        assert session.scalars(select(Dirty)).all() == []
    assert b"The river rose" in front


def test_a_duplicate_hint_changes_nothing(press: Press) -> None:
    press.article(id="a")
    hints = list(press.hints)
    press.run()
    published = the(Revision)
    press.hints = hints
    press.run()
    again = the(Revision)
    assert (again.state, again.state_at) == (published.state, published.state_at)  # type: ignore[attr-defined]


def test_bulk_work_stays_on_the_bulk_queues(press: Press) -> None:
    press.article(id="a", lane=Lane.BULK)
    seen = set()
    while press.hints:
        seen.add(press.hints[0][2])
        press.step()
    assert seen == {"bulk.ingest", "bulk.summarize", "bulk.render", "bulk.upload", "site"}


def test_bulk_work_is_done_in_small_batches_and_news_in_large_ones(press: Press) -> None:
    for lane, most in ((Lane.BULK, 8), (Lane.NEWS, 32)):
        press.submit(*(entry(id=f"{lane}{number}", lane=lane) for number in range(200)))
        sizes = [len(ids) for _task, (ids,), _queue in press.hints]
        press.hints.clear()
        assert (sum(sizes), max(sizes)) == (200, most)


def test_a_newer_revision_replaces_the_page_at_its_address(press: Press) -> None:
    press.article(id="a", revision=1, title="First headline")
    press.run()
    press.article(id="a", revision=2, title="Second headline")
    press.run()
    with look() as session:
        article = session.get_one(Article, "a")
    page = press.storage.objects[f"{article.path}index.html"].blob
    assert article.published_rev == 2
    assert b"Second headline" in page.body
    assert states() == {1: State.PUBLISHED, 2: State.PUBLISHED}


def test_a_revision_overtaken_in_the_pipeline_is_superseded(press: Press) -> None:
    press.article(id="a", revision=1, title="First")
    press.step()
    press.article(id="a", revision=2, title="Second")
    press.run()
    assert states() == {1: State.SUPERSEDED, 2: State.PUBLISHED}


def test_a_changed_slug_leaves_a_redirect(press: Press) -> None:
    press.article(id="a", revision=1, slug="first")
    press.run()
    with look() as session:
        former = session.get_one(Article, "a").path
    press.article(id="a", revision=2, slug="second")
    press.run()
    with look() as session:
        path = session.get_one(Article, "a").path
    sign = press.storage.objects[f"{former}index.html"].blob
    assert "second" in (path or "")
    assert sign.metadata["status"] == "301"
    assert sign.metadata["location"].endswith(path or "nowhere")


def test_a_permanent_error_makes_a_dead_letter_at_once(press: Press) -> None:
    press.article(id="a", body="<script>alert(1)</script>")
    press.run()
    letter = the(DeadLetter)
    assert states() == {1: State.DEAD}
    assert (letter.stage, letter.attempts) == ("ingest", 1)  # type: ignore[attr-defined]
    assert "body" in letter.reason  # type: ignore[attr-defined]


def test_an_article_is_published_in_its_last_good_revision(press: Press) -> None:
    press.article(id="a", revision=1, title="Good")
    press.article(id="a", revision=2, body="<script>alert(1)</script>")
    press.run()
    with look() as session:
        article = session.get_one(Article, "a")
    assert (article.published_rev, article.title) == (1, "Good")
    assert states() == {1: State.PUBLISHED, 2: State.DEAD}


def test_a_bad_article_does_not_fail_its_batch(press: Press) -> None:
    press.article(id="a", revision=1)
    press.article(id="b", revision=1, body="<script>alert(1)</script>")
    press.hints = [("matbaa.ingest", [[1, 2]], "ingest")]
    press.run()
    with look() as session:
        found = dict(session.execute(select(Revision.article_id, Revision.state)).all())
    assert found == {"a": State.PUBLISHED, "b": State.DEAD}


def test_an_outage_of_storage_counts_no_attempts(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str, blob: Blob, *, expect: str | None = None) -> str:
        raise ServiceUnavailable("storage", "503 SlowDown")

    press.article(id="a")
    monkeypatch.setattr(press.storage, "put", refuse)
    press.run()
    revision = the(Revision)
    assert (revision.state, revision.attempts) == (State.RENDERED, 0)  # type: ignore[attr-defined]
    assert revision.next_attempt_at is not None  # type: ignore[attr-defined]
    monkeypatch.undo()
    _make_due()
    press.hints = [("matbaa.upload", [[1]], "upload")]
    press.run()
    assert states() == {1: State.PUBLISHED}


def test_a_put_whose_answer_was_lost_is_recognised_as_successful(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, lost = press.storage.put, []

    def lose(path: str, blob: Blob, *, expect: str | None = None) -> str:
        etag = put(path, blob, expect=expect)
        if path not in lost:
            lost.append(path)
            raise ServiceUnavailable("storage", "the connection broke")
        return etag

    monkeypatch.setattr(press.storage, "put", lose)
    press.article(id="a")
    press.run()
    _make_due()
    press.hints = [("matbaa.upload", [[1]], "upload")]
    press.run()
    assert lost
    assert states() == {1: State.PUBLISHED}


def test_a_newer_page_on_storage_is_never_replaced(press: Press) -> None:
    press.article(id="a", revision=1)
    press.run()
    with look() as session:
        path = f"{session.get_one(Article, 'a').path}index.html"
    newer = Blob(b"newer", "text/html", "", {"rev": "9", "sha256": "x"})
    press.storage.put(path, newer)
    press.article(id="a", revision=2, title="Late")
    press.run()
    assert press.storage.objects[path].blob.body == b"newer"
    assert states()[2] is State.DEAD
    assert "storage has revision 9" in the(DeadLetter).reason  # type: ignore[attr-defined]


def test_an_article_that_kills_its_worker_is_dead_after_five_attempts(
    press: Press,
) -> None:
    press.article(id="a")
    with transaction() as session:
        session.execute(update(Revision).values(attempts=5))
    press.run()
    letter = the(DeadLetter)
    assert states() == {1: State.DEAD}
    assert "never finished" in letter.reason  # type: ignore[attr-defined]


def test_an_article_with_a_failed_attempt_is_claimed_alone(press: Press) -> None:
    press.article(id="a")
    press.article(id="b")
    with transaction() as session:
        session.execute(update(Revision).where(Revision.article_id == "a").values(attempts=1))
    press.hints = [("matbaa.ingest", [[1, 2]], "ingest")]
    press.step()
    alone = [hint[1] for hint in press.hints if hint[0] == "matbaa.ingest"]
    assert alone == [[[1]]]
    press.run()
    assert len(states()) == 1
    with look() as session:
        assert set(session.scalars(select(Revision.state))) == {State.PUBLISHED}


def test_an_article_claimed_by_another_worker_is_not_written(press: Press) -> None:
    from tasks.ingest import ingest

    press.article(id="a")
    with transaction() as session:
        session.execute(update(Revision).values(lease_token="another", lease_expires_at=db_now(60)))
    ingest.run([1])
    revision = the(Revision)
    assert (revision.state, revision.lease_token) == (State.ACCEPTED, "another")  # type: ignore[attr-defined]


def test_an_article_under_embargo_waits_for_its_time(press: Press) -> None:
    later = datetime.now(UTC) + timedelta(hours=1)
    press.article(id="a", publish_at=later.isoformat())
    press.run()
    assert states() == {1: State.INGESTED}
    _make_due()
    press.hints = [("matbaa.summarize", [[1]], "summarize")]
    press.run()
    assert states() == {1: State.PUBLISHED}


def test_a_cancelled_article_leaves_a_page_that_says_it_is_gone(press: Press) -> None:
    press.article(id="a", revision=1)
    press.run()
    press.article(id="a", revision=2, status="canceled")
    press.run()
    with look() as session:
        article = session.get_one(Article, "a")
    assert not article.live
    assert press.storage.objects[f"{article.path}index.html"].blob.metadata["status"] == "410"
    assert b"The river rose" not in press.storage.objects["index.html"].blob.body


def test_a_document_of_several_articles_is_split(press: Press) -> None:
    feed = """<rss version="2.0"><channel><title>Wire</title>
      <item><guid>one</guid><title>First</title><description>&lt;p&gt;The first story.&lt;/p&gt;
      </description></item>
      <item><guid>two</guid><title>Second</title><description>&lt;p&gt;The second story.&lt;/p&gt;
      </description></item></channel></rss>"""
    press.submit(envelope(feed, format="rss"))
    press.run()
    with look() as session:
        live = set(session.scalars(select(Article.title).where(Article.live)))
        split = session.scalars(select(Revision).where(Revision.state == State.SPLIT)).all()
    assert live == {"First", "Second"}
    assert len(split) == 1


def test_the_only_article_of_a_document_keeps_the_documents_receipt(press: Press) -> None:
    item = {"uri": "urn:wire:7", "type": "text", "headline": "From the wire", "body_html": BODY}
    (answer,) = press.submit(envelope(json.dumps(item), key="k", format="ninjs"))
    press.run()
    with look() as session:
        part = session.scalars(select(Revision).where(Revision.article_id == "urn:wire:7")).one()
    assert (answer.key, part.receipt, part.state) == ("k", "k", State.PUBLISHED)


def _make_due() -> None:
    with transaction() as session:
        session.execute(update(Revision).values(next_attempt_at=None))
