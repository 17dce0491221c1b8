"""Sends the hostile corpus through the inbox of a running stack, and checks what becomes of it.

    python benchmarks/hostile_inbox.py [--data ../shared/data/hostile] [--part 1/4] [--minutes 8]

Every payload is added to the stream twice: as it is, in place of the JSON, and as the document of
an envelope. `--part 1/4` takes the first of every four. Each must get a receipt, either published
or with a reason. No process may die, grow beyond 300 MB or stop responding: an ordinary article at
the end must be published. Published pages are fetched and searched for anything that would run.
Prints a table of outcomes; exits 1 if anything went wrong.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import redis
from selectolax.lexbor import LexborHTMLParser

from benchmarks import hostile
from benchmarks.stack import resident_bytes, running_stack
from matbaa.client import Inbox, Receipt

_ORDINARY = {"id": "ordinary", "title": "The river rose", "body": "<p>Two bridges were closed.</p>"}
_MOST_BYTES = 300_000_000
_WORKERS = ("intake", "worker", "bulk")
#: The only scripts that our own pages may have.
_OWN_SCRIPTS = re.compile(r'^<script (?:src="[^"]*/assets/|type="application/ld\+json")')


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=hostile.DATA)
    parser.add_argument("--part", default="1/1", help="such as 2/4")
    parser.add_argument("--minutes", type=float, default=8.0)
    options = parser.parse_args()
    over_at = time.monotonic() + options.minutes * 60
    with running_stack() as ready:
        before = ready["processes"]
        keys = list(_sent(ready, _part(hostile.payloads(options.data), options.part)))
        receipts = _receipts(ready, keys, over_at)
        wrong = list(_wrong(receipts)) + list(_wrong_pages(receipts))
        wrong += [f"{name} has died" for name, pid in before.items() if not _is_alive(pid)]
        peak = max(_largest(before, name) for name in _WORKERS)
    _print(receipts)
    print(f"largest process {peak / 1e6:.0f} MB; {len(wrong)} things wrong")
    print("\n".join(wrong[:20]))
    return 1 if wrong or peak > _MOST_BYTES else 0


def _part(found: Iterator[tuple[dict[str, Any], bytes]], part: str) -> list[tuple[str, bytes]]:
    number, parts = map(int, part.split("/"))
    every = [(record["id"], payload) for record, payload in found]
    return every[number - 1 :: parts]


def _sent(ready: dict[str, Any], payloads: list[tuple[str, bytes]]) -> Iterator[str]:
    with redis.Redis.from_url(ready["redis_url"]) as client:
        for number, (name, payload) in enumerate(payloads):
            text = payload.decode(errors="replace")
            envelope = json.dumps({"content": f"{text}\n\nEnd of the text.", "id": f"h{number}"})
            for way, article in (("raw", payload), ("document", envelope.encode())):
                key = f"{name}/{way}"
                fields: Any = {"article": article, "key": key}
                client.xadd("matbaa:inbox", fields)
                yield key
        fields = {"article": json.dumps(_ORDINARY), "key": "ordinary"}
        client.xadd("matbaa:inbox", fields)
        yield "ordinary"


def _receipts(ready: dict[str, Any], keys: list[str], over_at: float) -> list[Receipt]:
    """The receipts, once all are final or the time is over."""
    with Inbox(ready["redis_url"]) as inbox:
        return list(inbox.wait_all(keys, seconds=over_at - time.monotonic()))


def _wrong(receipts: list[Receipt]) -> Iterator[str]:
    for receipt in receipts:
        if not receipt.is_final:
            yield f"{receipt.key}: no end, {receipt.status}"
        elif receipt.status in {"rejected", "dead"} and not receipt.reason:
            yield f"{receipt.key}: {receipt.status} without a reason"
        elif receipt.reason and (
            "Traceback" in receipt.reason or "see the intake" in receipt.reason
        ):
            yield f"{receipt.key}: a crash: {receipt.reason[:200]}"
        elif receipt.status == "dead" and not re.match(r"[\w.\[\]]+: ", receipt.reason or ""):
            yield f"{receipt.key}: a reason that names no field: {(receipt.reason or '')[:200]}"
        elif receipt.key == "ordinary" and receipt.status != "published":
            yield f"the ordinary article is {receipt.status}"


def _wrong_pages(receipts: list[Receipt]) -> Iterator[str]:
    for receipt in receipts:
        if receipt.status == "published" and receipt.url:
            with urllib.request.urlopen(receipt.url, timeout=30) as answer:
                page = answer.read().decode()
            for found in _dangers(page):
                yield f"{receipt.key}: {found[:200]}"


def _dangers(page: str) -> Iterator[str]:
    tree = LexborHTMLParser(page)
    for node in tree.css("script"):
        if not _OWN_SCRIPTS.match(node.html or ""):
            yield node.html or ""
    for node in tree.css(
        "iframe, object, embed, base, body svg:not(.icon), math, meta[http-equiv=refresh]"
    ):
        yield node.html or ""
    for node in tree.css("body *"):
        for name, value in node.attributes.items():
            scheme = (value or "").strip().partition(":")[0].lower()
            if name.startswith("on") or scheme in {"javascript", "vbscript", "data"}:
                yield node.html or ""


def _is_alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def _largest(pids: dict[str, int], name: str) -> int:
    return max((resident_bytes([int(pid)]) for pid in _family(pids[name])), default=0)


def _family(pid: int) -> list[str]:
    children = [
        child
        for task in Path(f"/proc/{pid}/task").glob("*/children")
        for child in task.read_text().split()
    ]
    return children or [str(pid)]


def _print(receipts: list[Receipt]) -> None:
    counts = Counter((each.key.rpartition("/")[2], each.status) for each in receipts)
    for (way, status), count in sorted(counts.items()):
        print(f"{way:10} {status:12} {count:6}")
    reasons = Counter(re.sub(r"'[^']*'|\d[\d,]*", "…", each.reason or "")[:70] for each in receipts)
    for reason, count in reasons.most_common(12):
        print(f"{count:6}  {reason}")


if __name__ == "__main__":
    sys.exit(main())
