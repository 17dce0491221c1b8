"""Runs the intake and the stages in one process, without a broker: the test keeps the hints."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import redis


class Press:
    """The intake and the stages in one process. It collects hints and runs their tasks itself."""

    def __init__(self) -> None:
        from celery.signals import before_task_publish

        from matbaa.settings import get_settings
        from tasks import queues
        from workers.celery import app

        queues.own([] if os.environ.get("MATBAA_FAULTS_APART") else list(queues.Queue))
        app.loader.import_default_modules()
        app.set_default()
        app.conf.update(broker_url="memory://")
        self.app = app
        self.client = redis.Redis.from_url(get_settings().redis_url)
        self.hints: list[tuple[str, list[Any]]] = []
        self.broken = 0
        before_task_publish.connect(self._note, weak=False)

    def _note(self, sender: str, body: Any, **_kwargs: Any) -> None:
        self.hints.append((sender, list(body[0])))

    def submit(self, **article: Any) -> None:
        """Put an article into the inbox, with its id and revision as the key."""
        said = {"body": "<p>The river rose overnight. Two bridges were closed.</p>", **article}
        key = f"{said['id']}/{said['revision']}"
        self.client.xadd("matbaa:inbox", {"article": json.dumps(said), "key": key})

    def take_in_and_follow(self, *, upkeep: bool = False) -> None:
        """Take in the waiting entries, and run hinted tasks until no hint is left."""
        from tasks.failpoints import FailpointReached

        self._take_in()
        if upkeep:
            self.hints.append(("matbaa.upkeep", []))
        while self.hints:
            name, args = self.hints.pop(0)
            try:
                self.app.tasks[name].run(*args)
            except FailpointReached:
                self.broken += 1  # as in Celery, which logs what a task raises and continues

    def _take_in(self) -> None:
        from matbaa.settings import get_settings
        from workers.intake import Intake

        class Once(Intake):
            def _chores(self) -> None:
                self.stopping = True

            def _take_in_new(self) -> None:
                if self.client.xlen(self.settings.inbox):
                    super()._take_in_new()

        Once(get_settings(), self.client, "intake").run()


@contextmanager
def journal(folder: Path) -> Iterator[None]:
    """Record every page that is uploaded, in order."""
    from matbaa.storage import FolderStorage

    put = FolderStorage.put

    def noted(self: FolderStorage, path: str, blob: Any, *, expect: str | None = None) -> str:
        etag = put(self, path, blob, expect=expect)
        with (folder / "puts.jsonl").open("a") as journal:
            journal.write(json.dumps([path, int(blob.metadata["rev"])]) + "\n")
        return etag

    FolderStorage.put = noted  # type: ignore[method-assign]  # for as long as this process lives
    yield
