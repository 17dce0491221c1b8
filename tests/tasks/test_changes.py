"""Acts that change an article's content, its publication time, or its rendering."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from matbaa.errors import Conflict, Rejected, ServiceUnavailable
from models import Article, Revision, State
from models.base import db_now
from models.session import look, transaction
from tasks import acts
from tasks.expiry import expire
from tests.conftest import Press
from tests.tasks.newsroom import KILLED, ME, article, found, states, status


def test_a_correction_changes_the_named_fields_and_keeps_the_rest(live: Press) -> None:
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


def test_a_correction_with_an_unknown_field_is_refused_with_its_name(live: Press) -> None:
    with pytest.raises(Rejected, match="headline"):
        acts.correct("a", {"headline": "No such field"}, who=ME)
    assert states() == {1: State.PUBLISHED}


def test_a_new_body_may_be_markdown(live: Press) -> None:
    text = "The dam **held**.\n\nNobody was hurt."
    acts.correct("a", {"body": text, "format": "markdown"}, who=ME)
    live.run()
    assert b"<strong>held</strong>" in found(live).blob.body


def test_a_correction_keeps_the_articles_address(live: Press) -> None:
    before = article().path
    acts.correct("a", {"title": "The river sank"}, who=ME)
    live.run()
    assert article().path == before


@pytest.mark.parametrize("part", KILLED)
def test_a_changed_slug_leaves_a_redirect_at_every_former_page(live: Press, part: str) -> None:
    former = article().path
    acts.correct("a", {"slug": "the-flood"}, who=ME)
    live.run()
    said = live.storage.objects[f"{former}{part}"].blob.metadata
    to = f"http://127.0.0.1:8080/{article().path}{part.removesuffix('index.html')}"
    assert (said["status"], said["location"]) == ("301", to)


def test_a_former_address_redirects_straight_to_the_latest(live: Press) -> None:
    first = article().path
    for slug in ("the-flood", "the-great-flood"):
        acts.correct("a", {"slug": slug}, who=ME)
        live.run()
    said = live.storage.objects[f"{first}index.html"].blob.metadata
    assert said["location"].endswith(article().path or "?")


def test_a_scheduled_article_waits_for_its_time(press: Press) -> None:
    press.article(id="a", publish_at="2999-01-01T00:00:00Z")
    press.run()
    assert states() == {1: State.INGESTED}
    acts.schedule("a", None, who=ME)
    press.run()
    assert article().live


def test_a_published_article_cannot_be_scheduled(live: Press) -> None:
    with pytest.raises(Conflict, match="withhold"):
        acts.schedule("a", datetime.now(UTC) + timedelta(days=1), who=ME)


def test_a_withheld_article_can_be_scheduled_to_return(live: Press) -> None:
    acts.withhold("a", who=ME, why="")
    live.run()
    act = acts.schedule("a", datetime.now(UTC) + timedelta(days=1), who=ME)
    live.run()
    assert states()[act.rev or 0] is State.INGESTED
    assert status(live) == "404"


def test_an_article_is_taken_down_when_it_expires(press: Press) -> None:
    press.article(id="a", title="The river rose", expire_at="2999-01-01T00:00:00Z")
    press.run()
    assert expire() == 0
    _let_expire()
    assert expire() == 1
    press.run()
    assert (status(press), status(press, "article.json")) == ("410", "410")
    assert b"The river rose" not in press.storage.objects["index.html"].blob.body
    assert expire() == 0


def test_an_expiry_waits_while_storage_is_unavailable(
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
    soon = datetime.now(UTC) + timedelta(seconds=1)
    press.article(id="a", expire_at=soon.isoformat())
    press.run()
    time.sleep(max(0.0, (soon - datetime.now(UTC)).total_seconds()))
    expire()
    acts.restore("a", who=ME)
    press.run()
    assert (status(press), article().expires_at) == ("200", None)


def _let_expire() -> None:
    with transaction() as session:
        session.execute(update(Article).values(expires_at=db_now(-1)))


def _is_away(*_args: object, **_kwargs: object) -> str:
    raise ServiceUnavailable("storage", "is away")


def test_a_republished_article_is_uploaded_again(live: Press) -> None:
    before = found(live)
    live.storage.delete(f"{article().path}index.html")
    (act,) = acts.republish(["a"], who=ME)
    live.run()
    assert act.rev == 1
    assert found(live).blob == before.blob


def test_republishing_uses_the_bulk_lane_and_keeps_the_publication_date(live: Press) -> None:
    with look() as session:
        first = session.scalars(select(Revision.published_at)).one()
    acts.republish(["a"], who=ME)
    assert {queue for _name, _args, queue in live.hints} == {"bulk.render"}
    live.run()
    with look() as session:
        assert session.scalars(select(Revision.published_at)).one() == first


def test_an_unpublished_article_is_not_republished(press: Press) -> None:
    press.article(id="a")
    (act,) = acts.republish(["a"], who=ME)
    assert act.rev is None
    assert states() == {1: State.ACCEPTED}
