"""Runs the whole pipeline in one process, with SQLite and storage in memory, to measure its cost.

Hints are followed at once instead of being sent, so the figures include nothing of Redis, Celery or
S3. Everything else is the work that workers do.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from celery.signals import before_task_publish
from sqlalchemy import event

_BATCH = 100


@dataclass(slots=True)
class Spent:
    """The cost of some work; `objects` counts uploads, `statements` counts SQL statements."""

    wall: float = 0.0
    cpu: float = 0.0
    objects: int = 0
    statements: int = 0


@dataclass(slots=True)
class Press:
    """Accepts submissions and publishes them."""

    file: Path
    hints: list[tuple[str, list[Any]]] = field(default_factory=list)
    _puts: int = 0
    _statements: int = 0

    def publish(self, submissions: Sequence[dict[str, Any]]) -> Spent:
        """Accept the submissions, run all stages, and build the site's own pages."""
        from models import Lane
        from tasks.reception import entry_of, receive

        before = self._puts, self._statements
        wall, cpu = time.perf_counter(), time.process_time()
        for start in range(0, len(submissions), _BATCH):
            texts = (json.dumps(each) for each in submissions[start : start + _BATCH])
            receive(
                [entry_of(it.encode(), key=os.urandom(8).hex(), lane=Lane.NEWS) for it in texts]
            )
            self._follow("matbaa.site")
        self._follow("")
        return Spent(
            time.perf_counter() - wall,
            time.process_time() - cpu,
            self._puts - before[0],
            self._statements - before[1],
        )

    def _follow(self, postponed: str) -> None:
        """Run all hinted tasks except the one named `postponed`."""
        from workers.celery import app

        later = []
        while self.hints:
            name, args = self.hints.pop(0)
            if name == postponed:
                later = [(name, args)]
            else:
                app.tasks[name].run(*args)
        self.hints = later

    def count(self, **by: int) -> None:
        """Add to the counts of uploads and statements."""
        self._puts += by.get("puts", 0)
        self._statements += by.get("statements", 0)


@contextmanager
def press() -> Iterator[Press]:
    """A fresh pipeline; only one per process, since settings are read once."""
    with tempfile.TemporaryDirectory(prefix="matbaa-benchmark-") as folder:
        file = Path(folder) / "matbaa.db"
        os.environ |= {
            "MATBAA_DATABASE_URL": f"sqlite:///{file}",
            "MATBAA_REDIS_URL": "redis://127.0.0.1:1/0",
            "MATBAA_STORAGE_URL": "memory:",
            "MATBAA_SITE_DEBOUNCE_SECONDS": "0",
            "MATBAA_SITE_MAX_DELAY_SECONDS": "0",
            "MATBAA_LOG_LEVEL": "CRITICAL",
        }
        yield _started(Press(file))


def _started(press: Press) -> Press:
    from matbaa.settings import get_settings
    from models.migrate import migrate
    from models.session import get_engine
    from tasks import outcomes, publications, queues, warm_up
    from workers import logs
    from workers.celery import app

    logs.set_up(get_settings())
    migrate()
    app.loader.import_default_modules()
    app.set_default()
    app.conf.update(broker_url="memory://")
    queues.own(list(queues.Queue))
    warm_up.load()
    outcomes.announce = lambda outcomes: True  # there is no Redis for receipts

    def note(sender: str, body: Any, **_kwargs: Any) -> None:
        press.hints.append((sender, list(body[0])))

    before_task_publish.connect(note, weak=False)
    event.listen(get_engine(), "before_cursor_execute", lambda *_args: press.count(statements=1))
    storage = publications.storage_of("main")
    put = storage.put

    def counted(*args: Any, **kwargs: Any) -> str:
        press.count(puts=1)
        return put(*args, **kwargs)

    storage.put = counted  # type: ignore[method-assign]  # of this one object
    return press
