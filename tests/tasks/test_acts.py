"""What people do to articles once they are in."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from matbaa.errors import Conflict, Rejected, ServiceUnavailable
from matbaa.storage import Blob, Found
from models import Article, DeadLetter, Event, Lane, LetterStatus, PageRow, Revision, State
from models.base import db_now
from models.session import look, transaction
from tasks import acts
from tasks.expiry import expire
from tests.conftest import Press

ME = "laila"
KILLED = ("index.html", "lite/index.html", "article.json")


def article(article_id: str = "a") -> Article:
    with look() as session:
        return session.get_one(Article, article_id)


def found(press: Press, part: str = "index.html", article_id: str = "a") -> Found:
    return press.storage.objects[f"{article(article_id).path}{part}"]


def status(press: Press, part: str = "index.html") -> str:
    return found(press, part).blob.metadata.get("status", "200")


def states(article_id: str = "a") -> dict[int, State]:
    with look() as session:
        rows = session.execute(
            select(Revision.rev, Revision.state).where(Revision.article_id == article_id)
        )
        return {row.rev: row.state for row in rows}


def open_letters() -> list[int]:
    with look() as session:
        wanted = DeadLetter.status == LetterStatus.OPEN
        return list(session.scalars(select(DeadLetter.id).where(wanted).order_by(DeadLetter.id)))


@pytest.fixture
def live(press: Press) -> Press:
    """A press with one published article, `a`."""
    press.article(id="a", title="The river rose", section="Weather")
    press.run()
    return press


# Taking down


@pytest.mark.parametrize("part", KILLED)
def test_a_kill_reaches_every_page_of_the_article(live: Press, part: str) -> None:
    acts.kill("a", who=ME, why="wrong picture")
    live.run()
    assert status(live, part) == "410"
    assert b"The river rose" not in found(live, part).blob.body


def test_a_kill_reaches_front_page_section_feeds_sitemaps_and_search(live: Press) -> None:
    path = article().path or ""
    acts.kill("a", who=ME, why="")
    live.run()
    own = {name: it.blob.body for name, it in live.storage.objects.items() if path not in name}
    assert [name for name, body in own.items() if b"The river rose" in body] == []


@pytest.mark.parametrize(("answer", "code"), [("gone", "410"), ("missing", "404")])
def test_a_kill_answers_as_chosen(live: Press, answer: str, code: str) -> None:
    acts.kill("a", who=ME, why="", answer=answer)  # type: ignore[arg-type]  # a Literal
    live.run()
    assert status(live) == code


@pytest.mark.parametrize("to", ["/about/", "http://127.0.0.1:8080/about/", "https://example.org/x"])
def test_a_kill_can_lead_readers_on(live: Press, to: str) -> None:
    acts.kill("a", who=ME, why="", answer="redirect", to=to)
    live.run()
    said = found(live).blob.metadata
    wanted = to if to.startswith("https") else "http://127.0.0.1:8080/about/"
    assert (said["status"], said["location"]) == ("301", wanted)


def test_a_redirect_needs_an_address(live: Press) -> None:
    with pytest.raises(Rejected, match="address"):
        acts.kill("a", who=ME, why="", answer="redirect")


def test_a_second_kill_changes_nothing(live: Press) -> None:
    first = acts.kill("a", who=ME, why="")
    live.run()
    assert acts.kill("a", who=ME, why="").rev == first.rev
    assert live.hints == []


def test_a_second_kill_may_answer_otherwise(live: Press) -> None:
    acts.kill("a", who=ME, why="")
    acts.kill("a", who=ME, why="", answer="missing")
    live.run()
    assert status(live) == "404"


def test_a_retraction_tells_readers_why(live: Press) -> None:
    acts.retract("a", "The river did not rise at all.", who=ME, why="letter of the mayor")
    live.run()
    page = found(live).blob.body.decode()
    assert status(live) == "410"
    assert "The river did not rise at all." in page
    assert "The river rose" in page


def test_what_is_withheld_is_missing_until_it_is_restored(live: Press) -> None:
    acts.withhold("a", who=ME, why="the lawyers look at it")
    live.run()
    assert (status(live), article().live) == ("404", False)
    acts.restore("a", who=ME)
    live.run()
    assert (status(live), article().live) == ("200", True)


def test_an_article_that_was_never_read_can_be_killed(press: Press) -> None:
    press.article(id="a", body="<script></script>")
    press.run()
    acts.kill("a", who=ME, why="")
    press.run()
    assert states()[2] is State.PUBLISHED
    assert not article().live


def test_nothing_can_be_done_to_an_article_that_is_not_there(press: Press) -> None:
    with pytest.raises(acts.Unknown, match="'nobody'"):
        acts.kill("nobody", who=ME, why="")


# Bringing back


@pytest.mark.parametrize("part", KILLED)
def test_a_restored_article_reads_as_before(live: Press, part: str) -> None:
    before = found(live, part).blob.body
    acts.kill("a", who=ME, why="")
    live.run()
    acts.restore("a", who=ME)
    live.run()
    after = found(live, part).blob.body
    assert status(live, part) == "200"
    assert b"The river rose" in after
    assert len(after) >= len(before)


def test_only_what_was_taken_down_can_be_restored(live: Press) -> None:
    with pytest.raises(Conflict, match="not taken down"):
        acts.restore("a", who=ME)


def test_an_earlier_revision_comes_back_as_a_new_one(live: Press) -> None:
    live.article(id="a", title="The river fell")
    live.run()
    act = acts.roll_back("a", 1, who=ME, why="it did rise")
    live.run()
    assert (act.rev, article().published_rev, article().title) == (3, 3, "The river rose")


# Changing


def test_a_correction_changes_what_it_names_and_keeps_the_rest(live: Press) -> None:
    acts.correct("a", {"title": "The river sank"}, note="It sank.", who=ME)
    live.run()
    page = found(live).blob.body.decode()
    body = "The river rose overnight and flooded the old town."
    assert all(said in page for said in ("The river sank", "It sank.", body, "Weather"))
    assert "The river rose<" not in page


def test_a_correction_gives_the_article_a_new_date(live: Press) -> None:
    acts.correct("a", {"title": "The river sank"}, who=ME)
    live.run()
    with look() as session:
        entry = json.loads(session.get_one(Article, "a").entry or "{}")
    assert entry["updated"] > entry["published"]


def test_a_correction_that_is_no_submission_names_the_field(live: Press) -> None:
    with pytest.raises(Rejected, match="headline"):
        acts.correct("a", {"headline": "No such field"}, who=ME)
    assert states() == {1: State.PUBLISHED}


def test_a_new_body_may_be_markdown(live: Press) -> None:
    text = "The dam **held**.\n\nNobody was hurt."
    acts.correct("a", {"body": text, "format": "markdown"}, who=ME)
    live.run()
    assert b"<strong>held</strong>" in found(live).blob.body


def test_a_correction_keeps_whatever_address_the_article_has(live: Press) -> None:
    before = article().path
    acts.correct("a", {"title": "The river sank"}, who=ME)
    live.run()
    assert article().path == before


@pytest.mark.parametrize("part", KILLED)
def test_another_slug_leaves_a_redirect_at_every_former_page(live: Press, part: str) -> None:
    former = article().path
    acts.correct("a", {"slug": "the-flood"}, who=ME)
    live.run()
    said = live.storage.objects[f"{former}{part}"].blob.metadata
    to = f"http://127.0.0.1:8080/{article().path}{part.removesuffix('index.html')}"
    assert (said["status"], said["location"]) == ("301", to)


def test_an_address_left_twice_leads_straight_to_the_last(live: Press) -> None:
    first = article().path
    for slug in ("the-flood", "the-great-flood"):
        acts.correct("a", {"slug": slug}, who=ME)
        live.run()
    said = live.storage.objects[f"{first}index.html"].blob.metadata
    assert said["location"].endswith(article().path or "?")


# Time


def test_a_scheduled_article_waits_for_its_time(press: Press) -> None:
    press.article(id="a", publish_at="2999-01-01T00:00:00Z")
    press.run()
    assert states() == {1: State.INGESTED}
    acts.schedule("a", None, who=ME)
    press.run()
    assert article().live


def test_what_readers_see_already_cannot_be_scheduled(live: Press) -> None:
    with pytest.raises(Conflict, match="withhold"):
        acts.schedule("a", datetime.now(UTC) + timedelta(days=1), who=ME)


def test_a_withheld_article_comes_back_when_it_was_scheduled_to(live: Press) -> None:
    acts.withhold("a", who=ME, why="")
    live.run()
    act = acts.schedule("a", datetime.now(UTC) + timedelta(days=1), who=ME)
    live.run()
    assert states()[act.rev or 0] is State.INGESTED
    assert status(live) == "404"


def test_an_article_is_taken_down_when_its_time_is_over(press: Press) -> None:
    press.article(id="a", title="The river rose", expire_at="2999-01-01T00:00:00Z")
    press.run()
    assert expire() == 0
    _let_expire()
    assert expire() == 1
    press.run()
    assert (status(press), status(press, "article.json")) == ("410", "410")
    assert b"The river rose" not in press.storage.objects["index.html"].blob.body
    assert expire() == 0


def test_an_expiry_waits_for_a_storage_that_is_away(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    press.article(id="a", expire_at="2999-01-01T00:00:00Z")
    press.run()
    _let_expire()
    with monkeypatch.context() as away:
        away.setattr(press.storage, "put", _is_away)
        assert expire() == 0
    assert article().live
    assert expire() == 1


def test_an_expiry_leaves_a_newer_revision_under_embargo_alone(press: Press) -> None:
    press.article(id="a", expire_at="2999-01-01T00:00:00Z")
    press.run()
    press.article(id="a", title="Next year's river", publish_at="2998-01-01T00:00:00Z")
    press.run()
    _let_expire()
    assert expire() == 1
    assert states() == {1: State.PUBLISHED, 2: State.INGESTED}


def test_an_expired_article_can_be_restored(press: Press) -> None:
    press.article(id="a", expire_at="2999-01-01T00:00:00Z")
    press.run()
    _let_expire()
    expire()
    acts.restore("a", who=ME)
    press.run()
    assert (status(press), article().expires_at) == ("200", None)


def _let_expire() -> None:
    with transaction() as session:
        session.execute(update(Article).values(expires_at=db_now(-1)))


def _is_away(*_args: object, **_kwargs: object) -> str:
    raise ServiceUnavailable("storage", "is away")


# Printing again


def test_a_republished_article_is_put_on_storage_again(live: Press) -> None:
    before = found(live)
    live.storage.delete(f"{article().path}index.html")
    (act,) = acts.republish(["a"], who=ME)
    live.run()
    assert act.rev == 1
    assert found(live).blob == before.blob


def test_republishing_goes_on_the_bulk_lane_and_keeps_the_first_date(live: Press) -> None:
    with look() as session:
        first = session.scalars(select(Revision.published_at)).one()
    acts.republish(["a"], who=ME)
    assert {queue for _name, _args, queue in live.hints} == {"bulk.render"}
    live.run()
    with look() as session:
        assert session.scalars(select(Revision.published_at)).one() == first


def test_what_is_not_published_is_not_republished(press: Press) -> None:
    press.article(id="a")
    (act,) = acts.republish(["a"], who=ME)
    assert act.rev is None
    assert states() == {1: State.ACCEPTED}


# Dead letters


@pytest.fixture
def fail(monkeypatch: pytest.MonkeyPatch, press: Press) -> Callable[[str], None]:
    """Have an article `a` die at a stage, and the stage work again afterwards."""

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
                _hint_all(press)
                press.run()

    return die


def _hint_all(press: Press) -> None:
    from tasks.pipeline import hint_stage

    with look() as session:
        rows = session.execute(select(Revision.id, Revision.state, Revision.lane)).all()
    for row in rows:
        hint_stage(row.state, row.lane, [row.id])


def _is_broken(*_args: object, **_kwargs: object) -> None:
    raise ZeroDivisionError("a bug")


@pytest.mark.parametrize(
    ("stage", "goes_on"), [("summarize", "summarize"), ("render", "render"), ("upload", "render")]
)
def test_a_replay_goes_on_at_the_stage_that_failed(
    press: Press, fail: Callable[[str], None], stage: str, goes_on: str
) -> None:
    fail(stage)
    acts.retry(open_letters(), who=ME)
    assert press.hints[0][0] == f"matbaa.{goes_on}"
    press.run()
    assert (states(), open_letters()) == ({1: State.PUBLISHED}, [])


def test_a_replay_of_what_was_overtaken_changes_nothing(press: Press) -> None:
    press.article(id="a", revision=1, body="<script></script>")
    press.run()
    press.article(id="a", revision=2)
    press.run()
    (act,) = acts.retry(open_letters(), who=ME)
    press.run()
    assert "set aside" in act.done
    assert states() == {1: State.SUPERSEDED, 2: State.PUBLISHED}


def test_a_replayed_embargo_still_holds(press: Press, fail: Callable[[str], None]) -> None:
    fail("summarize")
    with transaction() as session:
        session.execute(update(Revision).values(publish_at=db_now(3_600)))
    acts.retry(open_letters(), who=ME)
    press.run()
    assert states() == {1: State.INGESTED}


def test_a_letter_is_answered_once(press: Press) -> None:
    press.article(id="a", body="<script></script>")
    press.run()
    letters = open_letters()
    acts.retry(letters, who=ME)
    with pytest.raises(Conflict, match="replayed already"):
        acts.retry(letters, who=ME)


def test_a_rejected_submission_that_is_still_wrong_stays_a_letter(press: Press) -> None:
    press.article(id="a", revision=1, key="mine")
    press.article(id="a", revision=1, key="other", body="<p>Something else.</p>")
    (act,) = acts.retry(open_letters(), who=ME)
    assert "rejected again" in act.done
    assert len(open_letters()) == 1


def test_an_edited_letter_is_submitted_in_its_place(press: Press) -> None:
    press.article(id="a", revision=1)
    press.article(id="a", revision=1, key="other", body="<p>Something else.</p>")
    payload = json.dumps({"id": "a", "revision": 2, "title": "T", "body": "<p>Something.</p>"})
    act = acts.edit_and_replay(open_letters()[0], payload.encode(), who=ME)
    press.run()
    assert (act.key, act.rev, open_letters()) == ("other", 2, [])
    assert article().title == "T"


def test_the_edited_letter_of_a_dead_revision_gets_a_number_of_its_own(press: Press) -> None:
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


# All of them


def test_every_act_is_in_the_audit_log_with_who_and_why(live: Press) -> None:
    acts.kill("a", who=ME, why="wrong picture")
    live.run()
    acts.restore("a", who="omar", why="right after all")
    with look() as session:
        rows = session.execute(select(Event.what, Event.who, Event.why, Event.rev)).all()
    assert [tuple(row) for row in rows] == [
        ("kill", ME, "wrong picture", 2),
        ("restore", "omar", "right after all", 3),
    ]


def test_an_act_overtakes_what_is_on_its_way(live: Press) -> None:
    live.article(id="a", revision=2, title="Too late")
    live.step()
    acts.kill("a", who=ME, why="")
    live.run()
    assert states() == {1: State.PUBLISHED, 2: State.SUPERSEDED, 3: State.PUBLISHED}
    assert status(live) == "410"


def test_a_producers_higher_revision_brings_a_killed_article_back(live: Press) -> None:
    acts.kill("a", who=ME, why="")
    live.run()
    live.article(id="a", revision=9, title="It did rise")
    live.run()
    assert (status(live), article().title) == ("200", "It did rise")


def test_pages_of_a_dead_revision_do_not_stand_in_the_way_of_the_one_before(press: Press) -> None:
    """Revision 2 dies when its pages are printed already; revision 1 had been set aside for it."""
    press.article(id="a", revision=1, title="The first")
    press.article(id="a", revision=2, title="The second")
    while press.hints[0][0] != "matbaa.upload":
        press.step()
    with transaction() as session:
        from models import burial

        second = session.scalars(select(Revision).where(Revision.rev == 2)).one()
        burial.bury(session, second, stage="upload", reason="refused")
    _hint_all(press)
    press.run()
    assert b"The first" in found(press).blob.body
    with look() as session:
        assert {
            row.rev for row in session.scalars(select(PageRow).where(PageRow.article_id == "a"))
        } == {1}


def test_a_foreign_object_in_the_way_of_a_takedown_is_replaced(live: Press) -> None:
    live.storage.put(f"{article().path}index.html", Blob(b"somebody else's", "text/html"))
    acts.kill("a", who=ME, why="")
    live.run()
    assert status(live) == "410"
