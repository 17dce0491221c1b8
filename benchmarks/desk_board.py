"""Measures the board in Chromium while thousands of articles wait, and while they are processed.

    matbaa up --data-dir /tmp/board --ports auto --ready-file /tmp/ready.json
    python -m benchmarks.desk_board /tmp/ready.json [--articles 5000] [--seconds 25]

Workers are paused while the articles are put into the inbox, and resumed in any case. Prints JSON:
milliseconds to the first paint by page, then how often the board refreshed itself and the longest
gaps between two frames.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import redis
from playwright.sync_api import Page, sync_playwright

_PAGES = ("/", "/articles?state=accepted", "/machinery")
_PAINT = "Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime)"
_WATCH = """() => {
    window.renewed = 0;
    window.gaps = [];
    const more = () => { renewed++; };
    new MutationObserver(more).observe(document.querySelector("#strip"), {childList: true});
    let last = performance.now();
    const frame = (now) => { gaps.push(Math.round(now - last)); last = now; step(); };
    const step = () => requestAnimationFrame(frame);
    step();
}"""


@contextmanager
def paused(processes: dict[str, int]) -> Iterator[None]:
    """Pause the workers of a stack and their child processes during the block."""
    pids = [processes[name] for name in ("worker", "bulk")]
    for pid in tuple(pids):
        told = subprocess.run(
            ["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False
        )
        pids += map(int, told.stdout.split())
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


def fill(url: str, count: int) -> None:
    """Put articles into the inbox."""
    mark = int(time.time())
    with redis.Redis.from_url(url).pipeline() as pipe:
        for number in range(count):
            article = {"id": f"{mark}-{number}", "title": f"خبر {number}", "body": "نص الخبر."}
            pipe.xadd("matbaa:inbox", {"article": json.dumps(article)})
        pipe.execute()


def sign_in(page: Page, ready: dict[str, Any]) -> None:
    """Sign in to the desk as operator."""
    page.goto(f"{ready['desk_url']}/sign-in")
    page.fill("[name=password]", ready["desk_token"])
    with page.expect_navigation(url=lambda url: "sign-in" not in url):
        page.keyboard.press("Enter")


def wait_for(page: Page, desk: str, count: int) -> None:
    """Wait until the board shows that `count` articles were received."""
    while True:
        page.goto(f"{desk}/")
        if int(page.locator(".strip .number").first.inner_text().replace(",", "")) >= count:
            return
        time.sleep(1)


def measure(page: Page, ready: dict[str, Any], articles: int, seconds: int) -> dict[str, Any]:
    """Measure everything that is printed."""
    desk, paints = ready["desk_url"], {}
    with paused(ready["processes"]):
        fill(ready["redis_url"], articles)
        wait_for(page, desk, articles)
        for path in _PAGES:
            page.goto(f"{desk}{path}")
            page.wait_for_timeout(300)
            paints[path] = page.evaluate(_PAINT)
        page.goto(f"{desk}/")
        page.evaluate(_WATCH)
    page.wait_for_timeout(seconds * 1_000)
    gaps = sorted(page.evaluate("gaps"), reverse=True)
    return {"first_paint": paints, "renewed": page.evaluate("renewed"), "longest_gaps": gaps[:5]}


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ready", type=Path)
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--seconds", type=int, default=25)
    asked = parser.parse_args()
    ready = json.loads(asked.ready.read_text())
    with sync_playwright() as running:
        browser = running.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        page = browser.new_page(locale="ar", viewport={"width": 1440, "height": 900})
        sign_in(page, ready)
        print(json.dumps(measure(page, ready, asked.articles, asked.seconds)))
        browser.close()


if __name__ == "__main__":
    main()
