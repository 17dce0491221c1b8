"""A language model in the pipeline: it has its own queues, and no article waits for it for ever."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import redis
from sqlalchemy import select, update

from matbaa.settings import get_settings
from matbaa.texts import Texts, load_texts
from models import Lane, Revision, State
from models.base import db_now
from models.session import look, transaction
from tasks import queues
from tasks.llm import let_by
from tasks.writer import RedisBreaker, _writer
from tests.conftest import Press
from tests.language_model import DESCRIPTION, SUMMARY, Endpoint, served
from tests.servers import running_redis

TITLE = "Floods in Lower Marle"
BODY = """<p>The river Marle rose by 3.5 metres overnight and closed two bridges on Friday.</p>
<p>Mayor Anna Lindqvist said "nobody was hurt" and opened the town hall to 1,200 people.</p>
<p>The water is expected to fall by Sunday, the weather service said.</p>"""


@pytest.fixture
def endpoint() -> Endpoint:
    return Endpoint()


@pytest.fixture
def modelled(press: Press, settings_env: pytest.MonkeyPatch, endpoint: Endpoint) -> Iterator[Press]:
    """A press whose site has a language model."""
    with served(endpoint) as url:
        settings_env.setenv("MATBAA_LLM_BASE_URL", url)
        settings_env.setenv("MATBAA_LLM_MODEL", "m")
        settings_env.setenv("MATBAA_LLM_RETRIES", "0")
        get_settings.cache_clear()
        _writer.cache_clear()
        yield press
        _writer.cache_clear()


def texts(article_id: str = "a") -> Texts:
    with look() as session:
        kept = select(Revision.texts).where(Revision.article_id == article_id)
        return load_texts(session.scalars(kept).one() or "")


def state(article_id: str = "a") -> State:
    with look() as session:
        found = select(Revision.state).where(Revision.article_id == article_id)
        return session.scalars(found).one()


def without_model(press: Press) -> None:
    """Run all hints except those for the model's queues."""
    while any(queue != "llm" for _name, _args, queue in press.hints):
        press.hints.sort(key=lambda hint: hint[2] == "llm")
        press.step()


def has_waited(seconds: float) -> None:
    """Make every waiting revision appear to have waited this many seconds."""
    with transaction() as session:
        session.execute(update(Revision).values(state_at=db_now(-seconds)))


@pytest.mark.parametrize(
    ("summary", "method"),
    [(SUMMARY, "llm"), (["The river rose by 99 metres."], "extractive")],
    ids=["true", "invented"],
)
def test_a_models_summary_is_used_only_if_it_is_faithful_to_the_article(
    modelled: Press, endpoint: Endpoint, summary: list[str], method: str
) -> None:
    endpoint.says(summary)
    modelled.article(id="a", title=TITLE, body=BODY)
    modelled.run()
    assert state() is State.PUBLISHED
    assert texts().summary_method == method
    assert bool(texts().summary_reason) is (method == "extractive")
    assert texts().description == DESCRIPTION


def test_articles_that_wait_for_the_model_do_not_delay_others(
    modelled: Press, endpoint: Endpoint
) -> None:
    modelled.article(id="a", title=TITLE, body=BODY)
    modelled.article(id="b", summary=["Mine."], description="Mine too.")
    without_model(modelled)
    assert (state("a"), state("b")) == (State.EXTRACTED, State.PUBLISHED)
    assert modelled.hints == [("matbaa.llm", [[1]], "llm")]
    assert endpoint.requests == []


def test_a_worker_of_all_queues_publishes_articles_with_and_without_the_model(
    modelled: Press, endpoint: Endpoint
) -> None:
    endpoint.says(SUMMARY)
    queues.own([queue.value for queue in queues.Queue])
    modelled.article(id="a", title=TITLE, body=BODY)
    modelled.article(id="b", summary=["Mine."], description="Mine too.")
    modelled.hints = [("matbaa.ingest", [[1, 2]], "ingest")]
    modelled.run()
    queues.own([])
    assert (state("a"), state("b")) == (State.PUBLISHED, State.PUBLISHED)


def test_a_supplied_description_is_kept_next_to_the_models_summary(modelled: Press) -> None:
    modelled.article(id="a", title=TITLE, body=BODY, description="Mine.")
    modelled.run()
    assert (texts().description, texts().description_source) == ("Mine.", "submitted")
    assert texts().summary == tuple(SUMMARY)


def test_a_backfill_waits_in_a_queue_of_its_own(modelled: Press) -> None:
    modelled.article(id="a", lane=Lane.BULK)
    seen = set()
    while modelled.hints:
        seen.add(modelled.hints[0][2])
        modelled.step()
    assert "bulk.llm" in seen
    assert "llm" not in seen


def test_each_hint_to_the_model_names_one_article(modelled: Press) -> None:
    for number in range(9):
        modelled.article(id=f"a{number}", body=BODY.replace("3.5", str(number)))
    without_model(modelled)
    assert sorted(args for _name, args, _queue in modelled.hints) == [
        [[number]] for number in range(1, 10)
    ]


def test_an_article_that_waited_too_long_is_published_without_the_model(
    modelled: Press, endpoint: Endpoint
) -> None:
    modelled.article(id="a", title=TITLE, body=BODY)
    without_model(modelled)
    let_by()
    assert [hint[2] for hint in modelled.hints] == ["llm"]  # too early
    has_waited(get_settings().llm_wait_seconds + 1)
    let_by()
    without_model(modelled)
    assert state() is State.PUBLISHED
    assert endpoint.requests == []
    assert texts().summary_method == "extractive"
    assert "did not get to it in time" in (texts().summary_reason or "")


def test_a_backfill_waits_for_its_model_however_long_it_takes(modelled: Press) -> None:
    modelled.article(id="a", lane=Lane.BULK)
    while modelled.hints and modelled.hints[0][2] != "bulk.llm":
        modelled.step()
    has_waited(timedelta(days=1).total_seconds())
    let_by()
    assert [hint[2] for hint in modelled.hints] == ["bulk.llm"]


def test_waiting_articles_are_published_when_the_model_is_removed(
    modelled: Press, settings_env: pytest.MonkeyPatch
) -> None:
    modelled.article(id="a", title=TITLE, body=BODY)
    without_model(modelled)
    settings_env.setenv("MATBAA_LLM_BASE_URL", "")
    get_settings.cache_clear()
    let_by()
    without_model(modelled)
    assert state() is State.PUBLISHED
    assert texts().summary_reason == "no language model is configured any more"


@pytest.fixture
def redis_port(tmp_path: Path) -> Iterator[int]:
    with running_redis(tmp_path / "redis") as port:
        yield port


@pytest.fixture
def shared(settings_env: pytest.MonkeyPatch, redis_port: int) -> int:
    """The port of a Redis through which processes share the state of the endpoint."""
    settings_env.setenv("MATBAA_REDIS_URL", f"redis://127.0.0.1:{redis_port}/0")
    get_settings.cache_clear()
    return redis_port


def eight_are_answered(modelled: Press, endpoint: Endpoint, status: int) -> None:
    endpoint.status = status
    for number in range(8):
        modelled.article(id=f"a{number}", body=BODY.replace("3.5", str(number)))
    modelled.run()


def test_the_breaker_opens_after_repeated_failures_and_closes_after_success(
    modelled: Press, endpoint: Endpoint, shared: int
) -> None:
    eight_are_answered(modelled, endpoint, 503)
    assert len(endpoint.requests) == get_settings().llm_failures
    assert state("a7") is State.PUBLISHED
    assert "paused" in (texts("a7").summary_reason or "")
    with redis.Redis(port=shared) as client:
        client.delete("matbaa:llm:open")  # as happens when its time to live ends
    endpoint.status = 200
    modelled.article(id="b", title=TITLE, body=BODY)
    modelled.run()
    assert texts("b").summary_method == "llm"


@pytest.mark.usefixtures("shared")
def test_a_refused_article_does_not_count_as_a_failure_of_the_endpoint(
    modelled: Press, endpoint: Endpoint
) -> None:
    eight_are_answered(modelled, endpoint, 400)
    assert len(endpoint.requests) == 8


def test_the_first_failure_after_a_pause_opens_the_breaker_again(redis_port: int) -> None:
    with redis.Redis(port=redis_port) as client:
        breaker = RedisBreaker(client, most=2, seconds=60)
        opened = []
        for _ in range(3):
            breaker.failed()
            opened.append(breaker.is_open())
            client.delete("matbaa:llm:open")
        assert opened == [False, True, True]
        breaker.answered()
        breaker.failed()
        assert not breaker.is_open()


def test_without_redis_the_breaker_is_closed() -> None:
    breaker = RedisBreaker(redis.Redis(port=1), most=1, seconds=60)
    breaker.failed()
    breaker.answered()
    assert not breaker.is_open()
