"""One installation for all tests of this folder, built and started from the compose file."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.compose.stack import Stack, has_engine


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The running containers. Skipped without MATBAA_TEST_COMPOSE, because it takes minutes."""
    if not os.environ.get("MATBAA_TEST_COMPOSE"):
        pytest.skip("`make test-compose` runs it")
    if not has_engine():
        pytest.fail("There is no Docker engine with compose; tests/compose/run brings one.")
    stack = Stack(tmp_path_factory.mktemp("compose"))
    stack.down()
    stack.compose("build", "--quiet", seconds=600)
    try:
        stack.up()
        yield stack
    finally:
        if not os.environ.get("MATBAA_TEST_KEEP"):
            stack.down()
