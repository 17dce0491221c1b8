"""How submissions become revisions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from matbaa.errors import Rejected
from models import Article, DeadLetter, Receipt, ReceiptStatus, Revision, State
from models.receipt import Clash
from models.session import look
from tests.conftest import Press
from tests.entries import BODY, entry


def test_an_article_without_a_revision_gets_the_next_one(press: Press) -> None:
    first = press.article(id="a", title="One")
    second = press.article(id="a", title="Two")
    assert (first.rev, second.rev) == (1, 2)


def test_the_same_content_again_is_a_duplicate_that_causes_no_work(press: Press) -> None:
    press.article(id="a")
    again = press.article(id="a")
    assert (again.status, again.rev, again.revision_id) == (ReceiptStatus.DUPLICATE, 1, None)


def test_changed_counters_do_not_make_new_content(press: Press) -> None:
    press.article(id="a", views=3)
    assert press.article(id="a", views=300).status is ReceiptStatus.DUPLICATE


def test_the_same_content_without_an_id_is_the_same_article(press: Press) -> None:
    first, second = press.submit(entry(), entry())
    assert first.article_id == second.article_id
    assert second.status is ReceiptStatus.DUPLICATE


def test_a_repeated_key_gets_the_same_answer(press: Press) -> None:
    first = press.article(id="a", key="k")
    again = press.article(id="a", key="k")
    assert (again.article_id, again.rev) == (first.article_id, first.rev)
    assert again.status is ReceiptStatus.DUPLICATE


def test_a_key_reused_for_other_content_is_rejected(press: Press) -> None:
    press.article(id="a", key="k")
    again = press.article(id="b", key="k")
    assert again.status is ReceiptStatus.REJECTED
    assert "key" in (again.reason or "")


def test_the_same_key_of_two_sources_is_no_conflict(press: Press) -> None:
    press.article(id="a", key="k", source="one")
    assert press.article(id="b", key="k", source="two").status is ReceiptStatus.ACCEPTED


def test_a_revision_with_different_content_is_a_conflict(press: Press) -> None:
    press.article(id="a", revision=4, title="One")
    again = press.article(id="a", revision=4, title="Two")
    assert again.status is ReceiptStatus.REJECTED
    assert (again.reason or "").startswith("revision: 4")
    assert again.conflict is Clash.ARTICLE


def test_the_answer_to_a_conflict_says_what_it_is_with_also_when_repeated(press: Press) -> None:
    press.submit(entry(id="a", revision=1, title="One", key="k1"))
    twice = entry(id="a", revision=1, title="Two", key="k2")
    reused = entry(id="b", key="k1")
    answers = [*press.submit(twice), *press.submit(twice), *press.submit(reused)]
    assert [each.conflict for each in answers] == [Clash.ARTICLE, Clash.ARTICLE, Clash.KEY]
    invalid = replace(entry(), outcome=Rejected("title", "is missing"), key="k3")
    assert press.submit(invalid)[0].conflict is None


def test_an_older_revision_is_stored_as_superseded(press: Press) -> None:
    press.article(id="a", revision=5, title="Five")
    late = press.article(id="a", revision=3, title="Three")
    assert late.status is ReceiptStatus.SUPERSEDED
    with look() as session:
        states = dict(session.execute(select(Revision.rev, Revision.state)).all())
    assert states == {5: State.ACCEPTED, 3: State.SUPERSEDED}


def test_a_newer_revision_supersedes_a_waiting_one(press: Press) -> None:
    press.article(id="a", revision=1, title="One")
    press.article(id="a", revision=2, title="Two")
    with look() as session:
        states = dict(session.execute(select(Revision.rev, Revision.state)).all())
    assert states == {1: State.SUPERSEDED, 2: State.ACCEPTED}


def test_a_rejected_submission_is_kept_byte_for_byte(press: Press) -> None:
    rejected = entry(id="a")
    outcome = Rejected("published", "not a time")
    broken = type(rejected)(b"\xff{", "k", "s", rejected.lane, "main", outcome)
    (answer,) = press.submit(broken)
    assert (answer.status, answer.reason) == (ReceiptStatus.REJECTED, "published: not a time")
    with look() as session:
        letter = session.scalars(select(DeadLetter)).one()
    assert (letter.raw, letter.stage, letter.key) == (b"\xff{", "intake", "k")


def test_entries_that_are_read_again_after_a_crash_change_nothing(press: Press) -> None:
    broken = type(entry())(b"{", "k2", "", entry().lane, "main", Rejected("article", "not JSON"))
    entries = [entry(id="a", key="k1"), broken]
    press.submit(*entries)
    press.submit(*entries)
    with look() as session:
        counts = [
            session.scalar(select(func.count()).select_from(table))
            for table in (Article, Revision, Receipt, DeadLetter)
        ]
    assert counts == [1, 1, 2, 1]


@pytest.mark.usefixtures("press")
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_the_highest_revision_is_current_after_any_order_and_batches(
    press: Press, data: st.DataObject
) -> None:
    article = data.draw(st.uuids())
    revisions = data.draw(st.permutations(range(1, 7)))
    cut = data.draw(st.integers(0, 6))
    made = [
        entry(id=str(article), revision=rev, body=f"<p>Take {rev}.</p>{BODY}") for rev in revisions
    ]
    for batch in (made[:cut], made[cut:]):
        press.submit(*batch)
    with look() as session:
        head = session.get(Article, str(article))
        waiting = session.scalars(
            select(Revision.rev).where(
                Revision.article_id == str(article), Revision.state == State.ACCEPTED
            )
        ).all()
    assert head is not None
    assert (head.head_rev, waiting) == (6, [6])


def test_a_resubmitted_dead_article_gets_the_next_number(press: Press) -> None:
    press.article(id="a", body="<script></script>")
    press.run()
    again = press.article(id="a", body="<p>Something to read now.</p>")
    assert (again.status, again.rev) == (ReceiptStatus.ACCEPTED, 2)
