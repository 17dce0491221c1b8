"""`matbaa up` and `matbaa demo`: the embedded stack in the foreground."""

from __future__ import annotations

import json
import shlex
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from matbaa.commands import console, documents

if TYPE_CHECKING:
    from matbaa.client import Inbox, Receipt

_DataDir = Annotated[Path, typer.Option(help="Where everything is kept.")]
_Ports = Annotated[str, typer.Option(help="'auto' picks free ports.", metavar="auto|fixed")]


def up(
    data_dir: _DataDir = Path(".matbaa"),
    ports: _Ports = "fixed",
    redis_port: Annotated[int | None, typer.Option(help="Redis.")] = None,
    s3_port: Annotated[int | None, typer.Option(help="S3.")] = None,
    site_port: Annotated[int | None, typer.Option(help="The published site.")] = None,
    desk_port: Annotated[int | None, typer.Option(help="The desk.")] = None,
    concurrency: Annotated[int, typer.Option(min=1, help="Worker processes.")] = 2,
    ready_file: Annotated[
        Path | None, typer.Option(help="Write JSON with every address here once ready.")
    ] = None,
) -> None:
    """Run the whole press: Redis, S3, database, workers, desk and the published site."""
    from matbaa.up import DEFAULT_PORTS, Stack

    given = {"redis": redis_port, "s3": s3_port, "site": site_port, "desk": desk_port}
    defaults: dict[str, int | None] = (
        dict.fromkeys(DEFAULT_PORTS) if ports == "auto" else dict(DEFAULT_PORTS)
    )
    chosen = defaults | {name: port for name, port in given.items() if port is not None}
    Stack(
        data_dir,
        ports=chosen,
        concurrency=concurrency,
        ready_file=ready_file,
        say=console.tell,
        on_ready=_show_endpoints,
    ).run()


def env(data_dir: _DataDir = Path(".matbaa")) -> None:
    """Print, for `eval`, the environment in which commands talk to a running `matbaa up`."""
    from matbaa.errors import ServiceUnavailable

    ready = data_dir / "ready.json"
    if not ready.exists():
        raise ServiceUnavailable("press", f"no `matbaa up` runs in {data_dir}")
    for name, value in json.loads(ready.read_text())["env"].items():
        console.fact(f"export {name}={shlex.quote(value)}")


def demo(
    samples: Annotated[list[str] | None, typer.Argument(help="What to submit.")] = None,
    data_dir: _DataDir = Path(".matbaa/demo"),
    exit: Annotated[bool, typer.Option("--exit", help="Stop when all are published.")] = False,
    timeout: Annotated[float, typer.Option(help="Seconds the samples may take.")] = 60.0,
) -> None:
    """Run the press on free ports, submit samples and print each page's address."""
    from matbaa.up import DEFAULT_PORTS, Stack

    stop = threading.Event()
    failed: list[str] = []

    def show(ready: dict[str, Any]) -> None:
        _show_endpoints(ready)
        failed.extend(_submit_samples(ready, samples or ["samples"], timeout))
        if exit:
            stop.set()
        else:
            console.tell("Ctrl-C stops the press.")

    Stack(data_dir, ports=dict.fromkeys(DEFAULT_PORTS), say=console.tell, on_ready=show).run(stop)
    if failed:
        console.complain(f"not published: {', '.join(failed)}")
        sys.exit(4)


def _show_endpoints(ready: dict[str, Any]) -> None:
    for name in ("site_url", "desk_url", "redis_url", "s3_endpoint_url", "database_url"):
        console.fact(f"{name.removesuffix('_url'):<12} {ready[name]}")
    console.fact(f"{'desk token':<12} {ready['desk_token']}")


def _submit_samples(ready: dict[str, Any], samples: list[str], timeout: float) -> list[str]:
    """Submit and show what became of each; the names of those that should be live and are not.

    A sample whose name begins with `broken` is meant to be rejected.
    """
    from matbaa.client import Inbox

    names: dict[str, str] = {}
    with Inbox(ready["redis_url"], source="demo") as inbox:
        for path in documents.find(samples):
            for document in documents.read(path, {}):
                if not document.name.lower().startswith(("readme", "license")):
                    names[inbox.submit(document.payload)] = document.name
        failed = []
        for receipt in _followed(inbox, names, timeout):
            name = names[receipt.key]
            console.fact(f"{receipt.status:<12} {name}: {receipt.url or receipt.reason or ''}")
            is_meant = (
                receipt.status == "rejected" if name.startswith("broken") else _is_live(receipt)
            )
            if not is_meant:
                failed.append(name)
    return failed


def _followed(inbox: Inbox, names: dict[str, str], timeout: float) -> list[Receipt]:
    """The final receipts, those of a document's parts after its own."""
    receipts = []
    for receipt in inbox.wait_all(list(names), seconds=timeout):
        receipts.append(receipt)
        for part in inbox.wait_all(list(receipt.parts), seconds=timeout):
            names[part.key] = f"{names[receipt.key]}#{part.key.rsplit('/', 1)[-1]}"
            receipts.append(part)
    return receipts


def _is_live(receipt: Receipt) -> bool:
    return receipt.status in {"published", "duplicate", "split"}
