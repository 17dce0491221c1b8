"""Sends webhooks for articles published, failed and killed: `python -m workers.webhooks`.

Messages are signed according to Standard Webhooks 1.0 (https://www.standardwebhooks.com). Each is
repeated until the receiver takes it, for about three days, and may arrive twice; receivers
recognize a repetition by its `webhook-id`. Messages are found in the tables, so none is missed
while this process is down.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import random
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx2
import orjson
import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from matbaa.errors import PermanentError, ServiceUnavailable
from matbaa.pages.paths import url
from matbaa.settings import Settings, get_settings
from models import Article, DeadLetter, Revision, State
from models.base import db_now
from models.rows import dialect
from models.session import transaction
from models.tally import TallyMark
from models.webhook import Delivery
from workers import health, logs

log = structlog.get_logger(__name__)

_EVERY_SECONDS = 1.0
_PATIENCE_SECONDS = 10.0
#: Seconds to wait after each attempt, as Standard Webhooks recommends; then it is given up.
PAUSES = (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
#: A commit may become visible this long after the time written in it, so each look goes back.
_OVERLAP = timedelta(seconds=30)
_MARK = "webhooks"
_MOST = 500


@dataclass(frozen=True, slots=True)
class Message:
    """Something that happened to an article."""

    type: str
    at: datetime
    data: dict[str, object]

    @property
    def id(self) -> str:
        """The `webhook-id`: a hash of the event, so the same however often the event is found."""
        names = ("id", "revision", "failure")
        said = f"{self.type} {self.at.isoformat()} {[self.data.get(name) for name in names]}"
        return f"msg_{hashlib.sha256(said.encode()).hexdigest()[:40]}"

    @property
    def payload(self) -> str:
        """The body that is sent, as JSON."""
        said = {"type": self.type, "timestamp": self.at, "data": self.data}
        return orjson.dumps(said).decode()


def sign(secret: str, id: str, timestamp: int, payload: str) -> str:
    """The `webhook-signature` of a message. Raises PermanentError for a malformed secret."""
    try:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except ValueError:
        raise PermanentError("MATBAA_WEBHOOK_SECRET: must be whsec_ and base64") from None
    said = f"{id}.{timestamp}.{payload}".encode()
    return f"v1,{base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()}"


def note(settings: Settings) -> int:
    """Record a delivery for each new event and webhook URL; return how many events were found."""
    with transaction() as session:
        mark = session.scalar(select(TallyMark).where(TallyMark.name == _MARK).with_for_update())
        now = session.scalar(select(db_now()))
        if mark is None or now is None:
            session.add(TallyMark(name=_MARK, at=db_now()))
            return 0
        found = [*_published(session, mark.at, settings), *_failed(session, mark.at)]
        _keep(session, found, settings.webhook_urls)
        mark.at = now - _OVERLAP
        return len(found)


def _published(session: Session, since: datetime, settings: Settings) -> Iterator[Message]:
    rows = session.execute(
        select(Revision.rev, Revision.state_at, Revision.takedown, Article)
        .join(Article, Article.id == Revision.article_id)
        .where(Revision.state == State.PUBLISHED, Revision.state_at >= since)
    )
    for rev, at, takedown, article in rows:
        gone = takedown is not None or (not article.live and article.published_rev == rev)
        address = url(settings.site(article.site), article.path) if article.path else None
        data: dict[str, object] = {"id": article.id, "revision": rev, "url": address}
        data |= {"site": article.site, "title": article.title}
        yield Message("article.killed" if gone else "article.published", at, data)


def _failed(session: Session, since: datetime) -> Iterator[Message]:
    newest = select(DeadLetter).order_by(DeadLetter.id.desc()).limit(_MOST)
    for letter in session.scalars(newest):
        if letter.at >= since:
            data: dict[str, object] = {"id": letter.article_id, "revision": letter.rev}
            data |= {"stage": letter.stage, "reason": letter.reason, "failure": letter.id}
            yield Message("article.failed", letter.at, data)


def _keep(session: Session, found: Sequence[Message], urls: Sequence[str]) -> None:
    rows = [
        {"id": m.id, "url": address, "type": m.type, "payload": m.payload, "attempts": 0}
        for m in found
        for address in urls
    ]
    if rows:
        statement = dialect(session).insert(Delivery).values(at=db_now(), next_attempt_at=db_now())
        session.execute(statement.on_conflict_do_nothing(), rows)


def deliver(client: httpx2.Client, settings: Settings) -> int:
    """Send the deliveries that are due; return how many were taken."""
    taken = 0
    for delivery in _claim():
        problem = _send(client, delivery, settings.webhook_secret.get_secret_value())
        with transaction() as session:
            row = session.get_one(Delivery, (delivery.id, delivery.url))
            row.error = problem
            if problem is None:
                row.delivered_at, row.next_attempt_at = db_now(), None
                taken += 1
            else:
                log.warning("webhook_not_taken", url=delivery.url, error=problem)
    return taken


def _claim() -> Sequence[Delivery]:
    """The deliveries that are due, with their next attempt already scheduled.

    If this process dies while sending, they are therefore sent once more.
    """
    with transaction() as session:
        due = session.scalars(
            select(Delivery)
            .where(Delivery.next_attempt_at <= db_now())
            .order_by(Delivery.next_attempt_at)
            .limit(50)
            .with_for_update(skip_locked=True)
        ).all()
        for each in due:
            pause = PAUSES[each.attempts] if each.attempts < len(PAUSES) else None
            each.attempts += 1
            each.next_attempt_at = None if pause is None else db_now(_spread(pause))
        session.flush()
        session.expunge_all()
    return due


def _spread(pause: float) -> float:
    return pause * random.uniform(0.8, 1.2)  # noqa: S311 -- spreads load, guards nothing


def _send(client: httpx2.Client, delivery: Delivery, secret: str) -> str | None:
    """Send one delivery; return why the receiver did not take it, or None if it did."""
    timestamp = int(time.time())
    headers = {
        "Content-Type": "application/json",
        "webhook-id": delivery.id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": sign(secret, delivery.id, timestamp, delivery.payload),
    }
    try:
        answer = client.post(delivery.url, content=delivery.payload.encode(), headers=headers)
    except httpx2.HTTPError as error:
        return str(error) or type(error).__name__
    return None if answer.is_success else f"answered {answer.status_code}"


def main() -> None:
    """Send webhooks until SIGTERM or SIGINT."""
    settings = get_settings()
    logs.set_up(settings)
    sign(settings.webhook_secret.get_secret_value(), "", 0, "")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    health.start_heartbeat()
    with httpx2.Client(timeout=_PATIENCE_SECONDS, follow_redirects=False) as client:
        while not stop.wait(_EVERY_SECONDS):
            try:
                note(settings)
                deliver(client, settings)
            except ServiceUnavailable as error:
                log.warning("webhooks_wait", error=str(error))


if __name__ == "__main__":
    main()
