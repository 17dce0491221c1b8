"""Webhooks: what other systems are told, and how often."""

from __future__ import annotations

import json

import httpx2
import pytest
from sqlalchemy import update
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from matbaa.settings import Settings, get_settings
from models.base import db_now
from models.session import transaction
from models.webhook import Delivery
from tests.conftest import Press
from workers.webhooks import deliver, note, sign

#: The secret of the specification's own example.
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
URL = "https://cms.example/hook"


@pytest.fixture
def settings(press: Press, settings_env: pytest.MonkeyPatch) -> Settings:
    settings_env.setenv("MATBAA_WEBHOOK_URLS", json.dumps([URL]))
    settings_env.setenv("MATBAA_WEBHOOK_SECRET", SECRET)
    get_settings.cache_clear()
    note(get_settings())
    return get_settings()


class Receiver:
    """Records what it is sent, and accepts it when its status is 200."""

    def __init__(self) -> None:
        self.status = 200
        self.got: list[httpx2.Request] = []
        self.client = httpx2.Client(transport=httpx2.MockTransport(self._answer))

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        self.got.append(request)
        return httpx2.Response(self.status)


def test_a_signature_matches_the_standards_example() -> None:
    payload = '{"test": 2432232314}'
    signature = sign(SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, payload)
    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_publication_and_kill_are_each_reported_once(press: Press, settings: Settings) -> None:
    from tasks import acts

    receiver = Receiver()
    press.article(id="n-1", title="Rain at last")
    press.run()
    acts.kill("n-1", who="Mona", why="it did not rain")
    press.run()
    for _look in range(3):
        note(settings)
        deliver(receiver.client, settings)
    told = [json.loads(request.content) for request in receiver.got]
    assert sorted(each["type"] for each in told) == ["article.killed", "article.published"]
    assert {each["data"]["id"] for each in told} == {"n-1"}


def test_a_failed_message_is_sent_again_with_the_same_id(press: Press, settings: Settings) -> None:
    receiver = Receiver()
    receiver.status = 500
    press.article(id="n-1")
    press.run()
    note(settings)
    assert deliver(receiver.client, settings) == 0
    assert deliver(receiver.client, settings) == 0  # not due yet
    assert len(receiver.got) == 1

    with transaction() as session:
        session.execute(update(Delivery).values(next_attempt_at=db_now()))
    receiver.status = 204
    assert deliver(receiver.client, settings) == 1
    first, second = (request.headers["webhook-id"] for request in receiver.got)
    assert first == second


def test_the_standards_own_library_verifies_a_message(press: Press, settings: Settings) -> None:
    receiver = Receiver()
    press.article(id="n-1", title="وصل المطر أخيرًا")
    press.article(id="n-2", body="<script></script>")
    press.run()
    note(settings)
    assert deliver(receiver.client, settings) == 2
    told = [
        Webhook(SECRET).verify(request.content, dict(request.headers)) for request in receiver.got
    ]
    assert {each["type"] for each in told} == {"article.published", "article.failed"}
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(receiver.got[0].content + b" ", dict(receiver.got[0].headers))
