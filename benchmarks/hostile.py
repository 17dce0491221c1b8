"""Runs the hostile corpus through `parse` and `compose`, looking for crashes, hangs and live code.

    python benchmarks/hostile.py [--data ../shared/data/hostile] [--only xss] [--show 20]

Each payload is tried as bytes of an unknown format, as the body of a submission, in an envelope as
HTML, Markdown, text and page, and as an inbox entry. The HTML of each story is parsed again by the
HTML standard (with Lexbor) and searched for anything that a browser would run. Times are CPU times.
Prints a table; exits 1 if anything went wrong. `hostile_browser.py` loads the stories in Chromium.
"""

from __future__ import annotations

import argparse
import base64
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser

from matbaa import formats
from matbaa.compose import compose
from matbaa.errors import Rejected
from matbaa.sanitize import SCHEMES, TAGS
from matbaa.story import Parsed, Story

DATA = Path(__file__).parents[2] / "shared" / "data" / "hostile"
ATTRIBUTES = {
    *("href", "src", "alt", "width", "height", "dir", "lang", "start", "reversed", "colspan"),
    *("rowspan", "scope", "datetime", "rel", "class"),
}
CONTEXT = formats.Context(
    received=datetime(2026, 1, 1, tzinfo=UTC), zone=ZoneInfo("Asia/Riyadh"), language="ar"
)
SLOW = 1.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--only")
    parser.add_argument("--show", type=int, default=20)
    options = parser.parse_args()
    rows: dict[str, Counter[str]] = {}
    wrong: list[str] = []
    warm_up()
    for record, payload in payloads(options.data):
        if options.only in {None, record["category"]}:
            row = rows.setdefault(record["category"], Counter())
            wrong += tried(record["id"], payload, row)
    _print(rows)
    print("\n".join(wrong[: options.show]))
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 1 if wrong else 0


def warm_up() -> None:
    """Load what is loaded at first use, so that its time does not count for the first payload."""
    for body in ("An ordinary text. " * 20, "<!doctype html><html><body><p>An ordinary page. " * 9):
        for parsed in formats.parse(body, context=CONTEXT):
            compose(parsed, CONTEXT)


def payloads(data: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Each record of the corpus, with the bytes that it describes."""
    for path in sorted(data.glob("*.jsonl")):
        for line in path.read_text().splitlines():
            record = json.loads(line)
            yield record, _payload(record, data)


def _payload(record: dict[str, Any], data: Path) -> bytes:
    if "payload_b64" in record:
        return base64.b64decode(record["payload_b64"])
    if "payload_spec" in record:
        spec = record["payload_spec"]
        text: str = spec["prefix"] + spec["unit"] * spec["n"] + spec["suffix"]
        return text.encode(errors="replace")
    if "file" in record:
        return (data / str(record["file"])).read_bytes()
    return str(record["payload"]).encode(errors="surrogatepass")


def ways(payload: bytes) -> Iterator[tuple[str, Any]]:
    """The ways in which a payload can arrive: a name, and a function that parses it so."""
    text = payload.decode(errors="replace")
    yield "bytes", lambda: formats.parse(payload, context=CONTEXT)
    body = json.dumps({"title": text[:300] or "-", "body": f"{text}\n\nEnd of the text."})
    yield "submission", lambda: formats.open_envelope(body, context=CONTEXT)
    for kind in ("html", "markdown", "text", "page"):
        sent = json.dumps({"content": f"{text}\n\nEnd of the text.", "format": kind})
        yield kind, partial(formats.open_envelope, sent, context=CONTEXT)
    yield "payload", lambda: _checked(payload)


def _checked(payload: bytes) -> list[Parsed]:
    formats.check_payload(payload, limits=CONTEXT.limits)
    return []


def tried(name: str, payload: bytes, row: Counter[str]) -> list[str]:
    """What went wrong with a payload in any of the ways it can arrive; counted in `row`."""
    row["payloads"] += 1
    wrong = []
    for way, parse in ways(payload):
        started = time.process_time()
        row["tried"] += 1
        try:
            stories = [compose(parsed, CONTEXT) for parsed in parse()]
        except Rejected:
            row["rejected"] += 1
            stories = []
        except Exception as error:  # noqa: BLE001 - a crash is what is looked for
            row["crashes"] += 1
            wrong.append(f"CRASH {name} as {way}: {error!r:.200}")
            stories = []
        seconds = time.process_time() - started
        row["slowest ms"] = max(row["slowest ms"], int(seconds * 1000))
        if seconds > SLOW:
            row["hangs"] += 1
            wrong.append(f"SLOW {name} as {way}: {seconds:.1f} s")
        for story in stories:
            row["stories"] += 1
            for found in dangers(story):
                row["dangers"] += 1
                wrong.append(f"DANGER {name} as {way}: {found:.200}")
    return wrong


def dangers(story: Story) -> Iterator[str]:
    """Whatever in a story's HTML, parsed again, could run, load or disguise something."""
    for node in LexborHTMLParser(f"<!doctype html><body>{story.html}").css("body *"):
        if node.tag not in TAGS:
            yield f"<{node.tag}>"
        for name, value in node.attributes.items():
            if name not in ATTRIBUTES:
                yield f"{node.tag} {name}={value}"
            if name in {"href", "src"} and (value or "").partition(":")[0].lower() not in SCHEMES:
                yield f"{node.tag} {name}={value}"
    told = (story.title, story.html, story.text, *(image.alt or "" for image in story.images))
    if any(char in text for text in told for char in "\x00\u202d\u202e"):
        yield "a control character"
    if any(not image.url.startswith(("http://", "https://")) for image in story.images):
        yield "an image address"


def _print(rows: dict[str, Counter[str]]) -> None:
    names = [
        "payloads",
        "tried",
        "stories",
        "rejected",
        "crashes",
        "hangs",
        "dangers",
        "slowest ms",
    ]
    print(f"{'category':18} " + " ".join(f"{name:>10}" for name in names))
    for category, row in sorted(rows.items()):
        print(f"{category:18} " + " ".join(f"{row[name]:10}" for name in names))
    total = sum(rows.values(), Counter())
    total["slowest ms"] = max((row["slowest ms"] for row in rows.values()), default=0)
    print(f"{'all':18} " + " ".join(f"{total[name]:10}" for name in names))


if __name__ == "__main__":
    sys.exit(main())
