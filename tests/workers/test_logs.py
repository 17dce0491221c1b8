"""Log lines cannot be forged by their content, and contain no secrets."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from matbaa.settings import Settings, get_settings
from tasks import render
from tasks.queues import Queue, hint
from tests.conftest import Press
from workers import logs

_FORGED = 'Flood\n{"event": "published", "level": "info"}\r\n\x1b[31mred'


@pytest.fixture
def root() -> Iterator[logging.Logger]:
    """The root logger, restored at the end of the test."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield root
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


def test_a_headline_with_line_breaks_stays_on_one_log_line(
    root: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up(Settings(log_json=True, log_level="INFO"))
    structlog.get_logger("tasks.render").warning("page_refused", title=_FORGED)
    logging.getLogger("celery.worker").error("lost %s", _FORGED)
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["event"] for line in lines] == ["page_refused", f"lost {_FORGED}"]
    assert lines[0]["title"] == _FORGED


def test_printed_settings_show_no_secret(settings_env: pytest.MonkeyPatch) -> None:
    for name in ("DESK_TOKEN", "DESK_OIDC_CLIENT_SECRET", "WEBHOOK_SECRET", "LLM_API_KEY"):
        settings_env.setenv(f"MATBAA_{name}", "do-not-tell")
    get_settings.cache_clear()
    assert "do-not-tell" not in repr(get_settings())
    assert get_settings().desk_token.get_secret_value() == "do-not-tell"


def test_the_brokers_password_is_masked(settings_env: pytest.MonkeyPatch) -> None:
    from workers.celery import app

    with app.connection("redis://press:do-not-tell@127.0.0.1:1/0") as connection:
        assert "do-not-tell" not in connection.as_uri()
        assert "do-not-tell" not in repr(connection)


def test_a_hint_contains_only_numbers_of_revisions(press: Press) -> None:
    press.hints.clear()
    hint("matbaa.ingest", [1, 2, 3], queue=Queue.INGEST)
    told = [each for _task, (ids,), _queue in press.hints for each in ids]
    assert told == [1, 2, 3]


def test_log_lines_of_a_stage_name_the_article(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    bound: list[dict[str, object]] = []
    printed = render.print_revision

    def listen(*arguments: Any, **named: Any) -> Any:
        bound.append(structlog.contextvars.get_contextvars())
        return printed(*arguments, **named)

    monkeypatch.setattr(render, "print_revision", listen)
    press.article(id="river")
    press.run()
    assert (bound[0]["article"], bound[0]["revision"]) == ("river", 1)
    assert "article" not in structlog.contextvars.get_contextvars()
