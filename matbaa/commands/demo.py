"""`matbaa demo`: runs the embedded stack and publishes samples."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from matbaa.commands import console, documents
from matbaa.commands.up import DataDir, show_endpoints

if TYPE_CHECKING:
    from matbaa.client import Inbox, Receipt
    from matbaa.commands.picture_host import PictureHost

#: The sections in the navigation of the samples' site, unless the environment sets others.
_SECTIONS = '["محليات", "اقتصاد", "ثقافة", "علوم"]'


def demo(
    samples: Annotated[
        list[str] | None, typer.Argument(help="Files or folders to submit; `samples` by default.")
    ] = None,
    data_dir: DataDir = Path(".matbaa/demo"),
    exit: Annotated[
        bool, typer.Option("--exit", help="Stop once all samples are published.")
    ] = False,
    timeout: Annotated[
        float, typer.Option(help="Seconds allowed for publishing the samples.")
    ] = 60.0,
) -> None:
    """Run the press with sample articles. Uses free ports and prints the address of each page."""
    from matbaa.commands.picture_host import PictureHost
    from matbaa.up import DEFAULT_PORTS, Stack

    stop = threading.Event()
    failed: list[str] = []

    def show(ready: dict[str, Any]) -> None:
        show_endpoints(ready)
        failed.extend(_submit_samples(ready, samples or ["samples"], timeout, host))
        if exit:
            stop.set()
        else:
            console.tell("Press Ctrl-C to stop.")

    with PictureHost(Path("samples/pictures"), data_dir) as host:
        for name, value in {**host.env, "MATBAA_SECTIONS": _SECTIONS}.items():
            os.environ.setdefault(name, value)
        ports: dict[str, int | None] = dict.fromkeys(DEFAULT_PORTS)
        Stack(data_dir, ports=ports, say=console.tell, on_ready=show).run(stop)
    if failed:
        console.complain(f"not published: {', '.join(failed)}")
        sys.exit(4)


def _submit_samples(
    ready: dict[str, Any], samples: list[str], timeout: float, host: PictureHost
) -> list[str]:
    """Submit the samples, print the result of each, and return the names of those that should be
    live but are not.

    A sample whose name begins with `broken` is meant to be rejected.
    """
    from matbaa.client import Inbox

    names: dict[str, str] = {}
    with Inbox(ready["redis_url"], source="demo") as inbox:
        for path in documents.find(samples):
            for document in documents.read(path, {}):
                if not document.name.lower().startswith(("readme", "license")):
                    names[inbox.submit(host.stand_in(document.payload))] = document.name
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
    """The final receipts; those of the parts of a document follow its own."""
    receipts = []
    for receipt in inbox.wait_all(list(names), seconds=timeout):
        receipts.append(receipt)
        for part in inbox.wait_all(list(receipt.parts), seconds=timeout):
            names[part.key] = f"{names[receipt.key]}#{part.key.rsplit('/', 1)[-1]}"
            receipts.append(part)
    return receipts


def _is_live(receipt: Receipt) -> bool:
    return receipt.status in {"published", "duplicate", "split"}
