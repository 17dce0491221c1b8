"""Services are killed, restarted and scaled while articles come in, and nothing is lost."""

from __future__ import annotations

import time

import pytest

from tests.compose.newsroom import Newsroom
from tests.compose.stack import Stack

pytestmark = [pytest.mark.compose, pytest.mark.timeout(600)]

_OURS = ("intake", "worker", "upload", "bulk", "beat", "pages", "desk", "site")
_SERVICES = ("redis", "postgres", "storage", *_OURS)


def _all_is_there(newsroom: Newsroom) -> None:
    assert len(newsroom.submitted) > 5
    missing = newsroom.wait()
    assert missing == set(), newsroom.whereabouts(missing)
    assert newsroom.unreadable() == []


def test_the_tests_cover_every_service(stack: Stack) -> None:
    assert set(stack.services()) == set(_SERVICES)


def test_nothing_is_lost_when_each_service_is_killed_in_turn(stack: Stack) -> None:
    with Newsroom(stack, "killed") as newsroom:
        for service in _SERVICES:
            time.sleep(1)
            stack.compose("kill", "--signal", "SIGKILL", service)
            time.sleep(1)
            stack.up("--no-deps", "--no-recreate", service)
    _all_is_there(newsroom)


def test_nothing_is_lost_when_the_servers_are_restarted(stack: Stack) -> None:
    with Newsroom(stack, "restarted") as newsroom:
        for service in ("redis", "postgres"):
            time.sleep(1)
            stack.compose("restart", service)
            stack.up("--no-deps", "--no-recreate", service)
        time.sleep(1)
    _all_is_there(newsroom)


def test_a_worker_that_crashes_is_restarted(stack: Stack) -> None:
    with Newsroom(stack, "crash") as newsroom:
        time.sleep(1)
        # Kills all processes of the container except its init; `exec` ends with them.
        with pytest.raises(AssertionError, match="137"):
            stack.compose("exec", "-T", "worker", "sh", "-c", "kill -9 -1; kill -9 $$")
        time.sleep(3)
    stack.compose("up", "--detach", "--wait", "--no-recreate", "--no-deps", "worker")
    _all_is_there(newsroom)


def test_readers_are_served_while_storage_is_unavailable(stack: Stack) -> None:
    front = stack.site("/")
    assert front.status == 200
    stack.compose("kill", "--signal", "SIGKILL", "storage")
    time.sleep(1.5)
    assert stack.site("/").body == front.body
    stack.up("--no-deps", "--no-recreate", "storage")


def test_workers_can_be_added_while_articles_come_in(stack: Stack) -> None:
    with Newsroom(stack, "scale", pause=0.1) as newsroom:
        stack.up("--no-deps", "--no-recreate", "--scale", "worker=3", "worker")
        assert len(stack.compose("ps", "--quiet", "worker").split()) == 3
        stack.up("--no-deps", "--no-recreate", "--scale", "worker=1", "worker")
    _all_is_there(newsroom)


def test_a_rolling_restart_under_load_loses_nothing(stack: Stack) -> None:
    with Newsroom(stack, "rolling") as newsroom:
        for service in _OURS:
            stack.up("--no-deps", "--force-recreate", service)
    _all_is_there(newsroom)
