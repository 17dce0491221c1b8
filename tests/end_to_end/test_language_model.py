"""A slow language model with real workers delays only the articles that wait for it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.conftest import Stack
from tests.end_to_end.test_stack import client_of, receipt
from tests.language_model import Endpoint, served

pytestmark = pytest.mark.stack
Eventually = Callable[..., None]

BODY = "<p>The river Marle rose by {} metres overnight and closed two bridges on Friday.</p>"


@pytest.fixture
def modelled(own_stack: Stack) -> Iterator[Stack]:
    """A stack whose language model takes five seconds for an answer."""
    endpoint = Endpoint()
    endpoint.seconds = 5.0
    with served(endpoint) as url:
        own_stack.settings = {"MATBAA_LLM_BASE_URL": url, "MATBAA_LLM_MODEL": "m"}
        own_stack.start()
        yield own_stack
        own_stack.stop()


def submit(client: Any, number: int, **fields: Any) -> str:
    """Put an article into the inbox, and return the key of its receipt."""
    said = {"id": f"a{number}", "title": f"Report {number}", "body": BODY.format(number), **fields}
    return str(client.xadd("matbaa:inbox", {"article": json.dumps(said)}))


def test_fifty_articles_overtake_those_that_wait_for_a_slow_model(
    modelled: Stack, eventually: Eventually
) -> None:
    client = client_of(modelled)
    own = {"summary": ["Ours."], "description": "Ours too."}
    began = time.monotonic()
    slow = [submit(client, number) for number in range(12)]
    quick = [submit(client, number, **own) for number in range(100, 150)]

    def live(keys: list[str]) -> int:
        return sum(receipt(client, key).get("status") == "published" for key in keys)

    eventually(lambda: live(quick) == 50, seconds=60)
    # Four at a time and five seconds each: the last four are not sent before ten seconds.
    assert live(slow) < 12 or time.monotonic() - began > 15
    eventually(lambda: live(slow) == 12, seconds=60)

    def is_well() -> bool:
        checks = json.loads(modelled.run("doctor", "--json").stdout)["checks"]
        return next(bool(check["ok"]) for check in checks if check["name"] == "model")

    eventually(is_well, seconds=60)  # workers that are busy may answer the doctor late
