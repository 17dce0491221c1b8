"""Generated descriptions are unique within a site."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from matbaa.duplicates import sameness_key
from matbaa.texts import Texts, load_texts
from models import Revision, descriptions, turns
from models.session import get_engine, look, transaction
from tasks.acts import kill
from tests.conftest import Press
from tests.tasks.test_near_duplicates import told

FIRST = "The weather service expects heavy rain and strong winds along the whole northern coast."
SECOND = "Fishermen were told to stay ashore until the storm has passed over the Marle estuary."
BODY = f"<p>{FIRST}</p><p>{SECOND}</p>"
SHOUTED = f"<p>{FIRST.upper()}</p><p>{SECOND}</p>"
ONLY = f"<p>{FIRST}</p>"


def texts(article_id: str) -> Texts:
    with look() as session:
        found = session.scalars(
            select(Revision.texts)
            .where(Revision.article_id == article_id)
            .order_by(Revision.rev.desc())
        )
        return load_texts(found.first() or "")


def test_a_second_article_gets_another_sentence_as_its_description(press: Press) -> None:
    press.article(id="a", title="Storm", body=BODY)
    press.run()
    press.article(id="b", title="More", body=BODY)
    press.run()

    assert FIRST in texts("a").description
    assert texts("b").description == SECOND
    assert texts("b").description_reason == "description: article 'a' has the same one"


def test_two_articles_of_one_batch_get_different_descriptions(press: Press) -> None:
    press.article(id="a", title="Storm", body=BODY)
    press.article(id="b", title="More", body=BODY)
    press.run()

    assert texts("a").description != texts("b").description


def test_spelling_variants_count_as_the_same_description(press: Press) -> None:
    press.article(id="a", title="Storm", body=BODY)
    press.run()
    press.article(id="b", title="More", body=SHOUTED)
    press.run()

    assert texts("b").description == SECOND


def test_a_description_without_alternative_is_kept_and_the_producer_told(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    press.article(id="a", title="Storm", body=ONLY)
    press.run()
    with told(monkeypatch) as receipts:
        press.article(id="b", title="More", body=ONLY)
        press.run()

    assert texts("b").description == texts("a").description
    assert texts("b").description_repeats == "a"
    assert "description: the same as that of article 'a'" in str(list(receipts.values()))


def test_a_supplied_description_is_kept_and_not_given_to_other_articles(press: Press) -> None:
    press.article(id="a", title="Storm", body="<p>Something else.</p>", description=FIRST)
    press.run()
    press.article(id="b", title="More", body=BODY, description=FIRST)
    press.run()
    press.article(id="c", title="Most", body=BODY)
    press.run()

    assert texts("b").description == FIRST
    assert texts("b").description_repeats is None
    assert texts("c").description == SECOND


def test_a_correction_keeps_its_own_description(press: Press) -> None:
    for revision in (1, 2):
        press.article(id="a", revision=revision, title=f"Storm {revision}", body=BODY)
        press.run()

    assert FIRST in texts("a").description
    assert texts("a").description_reason is None


def test_the_description_of_a_killed_article_may_be_used_again(press: Press) -> None:
    press.article(id="a", title="Storm", body=BODY)
    press.run()
    kill("a", who="test", why="wrong")
    press.run()
    press.article(id="b", title="More", body=BODY)
    press.run()

    assert FIRST in texts("b").description


def test_another_site_may_use_the_same_description() -> None:
    assert sameness_key(FIRST, "one") != sameness_key(FIRST, "two")


def test_concurrent_writers_of_the_same_description_take_turns(press: Press) -> None:
    """Two transactions check at the same moment whether the description is taken."""
    for each in ("a", "b"):
        press.article(id=each, title="Storm", body=BODY)
    key, start = sameness_key(FIRST, "main"), Barrier(2)
    found: list[str | None] = []

    def write(article_id: str) -> None:
        start.wait(10)
        with transaction() as session:
            turns.take(session, [key])
            found.append(descriptions.holders(session, [key]).get(key))
            descriptions.keep(session, {article_id: key})

    writers = [Thread(target=write, args=(each,)) for each in ("a", "b")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(20)

    assert found[0] is None
    assert found[1] in {"a", "b"}


def test_looking_up_a_description_uses_an_index(press: Press) -> None:
    press.article(id="a", title="Storm", body=BODY)
    press.run()
    if get_engine().dialect.name != "sqlite":
        pytest.skip("the plan is read from SQLite; the index is the same")
    with look() as session:
        plan = session.connection().exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT article_id FROM descriptions WHERE key = 1"
        )
        assert "ix_descriptions_key" in str(plan.all())
