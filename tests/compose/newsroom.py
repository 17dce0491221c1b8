"""A newsroom that keeps submitting articles, whatever happens to the press."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass, field
from types import TracebackType

import redis

from tests.compose.stack import Stack

_PARAGRAPH = "The council met on Monday in the old town hall. It decided to build the bridge. "


@dataclass(slots=True)
class Newsroom:
    """Submits an article every `pause` seconds, repeating each until it is acknowledged."""

    stack: Stack
    name: str
    pause: float = 0.4
    submitted: list[str] = field(default_factory=list)
    _stopped: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def __enter__(self) -> Newsroom:
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._stopped.set()
        assert self._thread is not None
        self._thread.join(30)

    def _work(self) -> None:
        inbox = redis.Redis.from_url(
            self.stack.secret("producer_redis_url"), socket_timeout=3, socket_connect_timeout=2
        )
        while not self._stopped.wait(self.pause):
            article_id = f"{self.name}-{len(self.submitted):05}"
            title = f"Report {len(self.submitted)} from {self.name}"
            body = f"<p>{title}. {_PARAGRAPH * 3}</p>"
            story = json.dumps({"id": article_id, "title": title, "body": body})
            while True:
                try:
                    inbox.xadd("matbaa:inbox", {"article": story, "key": article_id})
                except redis.RedisError:
                    time.sleep(0.2)
                else:
                    break
            self.submitted.append(article_id)

    def live(self) -> set[str]:
        """The articles that are live according to the database."""
        rows = self._rows("live AND published_rev = head_rev")
        return {row[0] for row in rows}

    def _rows(self, condition: str) -> list[list[str]]:
        return self.stack.sql(
            f"SELECT id, path FROM articles WHERE id LIKE '{self.name}-%' AND {condition}"
        )

    def wait(self, seconds: float = 150) -> set[str]:
        """The articles that are not live after `seconds`; empty as soon as all are live."""
        deadline = time.monotonic() + seconds
        while (missing := set(self.submitted) - self.live()) and time.monotonic() < deadline:
            time.sleep(1)
        return missing

    def whereabouts(self, missing: set[str]) -> list[list[str]]:
        """The states of these articles, for diagnosis."""
        names = ", ".join(f"'{name}'" for name in missing)
        return self.stack.sql(
            "SELECT article_id, state, attempts, state_at, lease_expires_at, next_attempt_at, error "
            f"FROM revisions WHERE article_id IN ({names})"
        )

    def unreadable(self, seconds: float = 15) -> list[str]:
        """Paths of its articles' pages that the site still does not serve after a while."""
        left = self._unreadable(self._rows("true"))
        deadline = time.monotonic() + seconds
        while left and time.monotonic() < deadline:
            time.sleep(1)
            left = self._unreadable(left)
        return [path for _id, path in left]

    def _unreadable(self, rows: list[list[str]]) -> list[list[str]]:
        return [[each, path] for each, path in rows if not self._shows(path, each)]

    def _shows(self, path: str, article_id: str) -> bool:
        page = self.stack.site(f"/{path}")
        return page.status == 200 and f"Report {int(article_id[-5:])} from" in page.body
