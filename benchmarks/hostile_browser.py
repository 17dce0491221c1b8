"""Checks in Chromium that nothing of the hostile corpus runs once it is a story.

    python benchmarks/hostile_browser.py [--data ../shared/data/hostile] [--chromium PATH]

The stories of all payloads are loaded in pages of a hundred, and every element gets mouseover and
focus events. It fails on a dialog, a script error, a request other than for a picture, an event
handler, a forbidden element, or a story that breaks out of its article element. No request leaves
the browser.
"""

from __future__ import annotations

import argparse
import html
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Dialog, Page, Request, sync_playwright

from benchmarks import hostile
from matbaa.compose import compose
from matbaa.errors import Rejected

#: Kinds that are left out: they are large, and not aimed at browsers.
LEFT_OUT = {"bomb", "complexity", "date", "path-traversal", "s3-key", "utf8"}
PER_PAGE = 100
LONGEST = 8_000
PROVOKE = """() => {
  const found = [];
  for (const element of document.querySelectorAll('article *')) {
    for (const attribute of element.attributes)
      if (/^on/i.test(attribute.name) || /^\\s*(javascript|data|vbscript):/i.test(attribute.value))
        found.push(element.outerHTML.slice(0, 200));
    if (/^(script|iframe|object|embed|svg|math|form|style|base|link|meta)$/i.test(element.tagName))
      found.push(element.outerHTML.slice(0, 200));
    element.dispatchEvent(new MouseEvent('mouseover', {bubbles: true}));
    element.dispatchEvent(new Event('focus'));
  }
  return [document.querySelectorAll('body > article').length, found];
}"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=hostile.DATA)
    parser.add_argument("--chromium")
    options = parser.parse_args()
    stories = list(dict.fromkeys(_stories(options.data)))
    wrong: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=options.chromium, args=["--no-sandbox"] if options.chromium else []
        )
        page = browser.new_page()
        _watch(page, wrong)
        for start in range(0, len(stories), PER_PAGE):
            wrong += _loaded(page, stories[start : start + PER_PAGE])
        browser.close()
    print(f"{len(stories)} distinct stories loaded, {len(wrong)} things wrong")
    print("\n".join(wrong[:20]))
    return 1 if wrong else 0


def _stories(data: Path) -> Iterator[str]:
    for record, payload in hostile.payloads(data):
        if record["category"] not in LEFT_OUT:
            for way, parse in hostile.ways(payload):
                if way not in {"page", "payload"}:
                    yield from _composed(parse)


def _composed(parse: Any) -> Iterator[str]:
    try:
        for parsed in parse()[:3]:
            story = compose(parsed, hostile.CONTEXT)
            yield f"<h1>{html.escape(story.title)}</h1>{story.html[:LONGEST]}"
    except Rejected:
        return


def _watch(page: Page, wrong: list[str]) -> None:
    def dismissed(dialog: Dialog) -> None:
        wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def asked(sent: Request) -> None:
        if sent.resource_type != "image":
            wrong.append(f"request: {sent.url}")

    page.set_default_timeout(60_000)
    page.on("dialog", dismissed)
    page.on("pageerror", lambda error: wrong.append(f"script error: {error}"))
    page.on("request", asked)
    page.route("**/*", lambda route: route.abort())


def _loaded(page: Page, stories: list[str]) -> list[str]:
    articles = "".join(f"<article>{story}</article>" for story in stories)
    page.set_content(f"<!doctype html><body>{articles}", wait_until="domcontentloaded")
    count, found = page.evaluate(PROVOKE)
    broken = [] if count == len(stories) else [f"{count} articles of {len(stories)} in their place"]
    return [*found, *broken]


if __name__ == "__main__":
    sys.exit(main())
