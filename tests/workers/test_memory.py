"""A worker keeps little in memory, and gives back what it has freed."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

from workers import memory

glibc_only = pytest.mark.skipif(
    not hasattr(ctypes.CDLL(None), "malloc_trim"),
    reason="only glibc can give back memory",
)
#: What no worker needs that stores pages elsewhere than on S3, sends no notices and
#: gets no web pages and feeds; each is imported when it is needed.
UNNEEDED = {
    "alembic",
    "boto3",
    "dateparser",
    "fastapi",
    "feedparser",
    "httpx2",
    "jsonschema_rs",
    "robust_downloader",
    "stopwordsiso",
    "textual",
    "trafilatura",
    "typer",
}
_LOAD = """
import sys
from workers.celery import app
from tasks import warm_up
app.loader.import_default_modules()
warm_up.load()
print(*sys.modules)
"""


def test_a_worker_imports_nothing_that_it_may_never_need(tmp_path: Path) -> None:
    env = {
        **os.environ,
        "MATBAA_DATABASE_URL": f"sqlite:///{tmp_path}/matbaa.db",
        "MATBAA_REDIS_URL": "redis://127.0.0.1:1/0",
        "MATBAA_STORAGE_URL": "memory:",
    }
    command = [sys.executable, "-c", _LOAD]
    loaded = subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout
    assert not UNNEEDED & set(loaded.split())


@glibc_only
def test_what_was_freed_below_something_in_use_is_given_back() -> None:
    blocks = [b"x" * 100_000 for _ in range(1_000)]  # each small enough for glibc's heap
    last = b"x" * 100_000
    del blocks
    before = _resident()

    memory.give_back()

    assert before - _resident() > 50_000_000
    assert last


@glibc_only
def test_large_blocks_are_given_back_at_once_even_after_larger_ones_were_freed() -> None:
    memory.keep_small()
    large = b"x" * 20_000_000
    del large  # after this, glibc by itself keeps blocks of up to 20 MB in its heap
    blocks = [b"x" * 500_000 for _ in range(200)]
    last = b"x" * 500_000
    before = _resident()

    del blocks

    assert before - _resident() > 50_000_000
    assert last


def test_memory_is_given_back_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[None] = []
    monkeypatch.setattr(memory, "give_back", lambda: given.append(None))
    housekeeping = memory.Housekeeping()

    for _task in range(3):
        housekeeping.after_a_task()

    assert len(given) == 1


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
