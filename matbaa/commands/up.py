"""`matbaa up`: runs the embedded stack in the foreground."""

from __future__ import annotations

import json
import shlex
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from matbaa.commands import console

DataDir = Annotated[Path, typer.Option(help="Folder for all data.")]


class Ports(StrEnum):
    """The ports that the servers listen on by default."""

    AUTO = "auto"
    FIXED = "fixed"


_Ports = Annotated[
    Ports, typer.Option(help="'fixed' uses the usual ports, 'auto' picks free ones.")
]


def _port(of: str) -> Any:
    return typer.Option(min=1, max=65_535, help=f"Port of {of}.")


def up(
    data_dir: DataDir = Path(".matbaa"),
    ports: _Ports = Ports.FIXED,
    redis_port: Annotated[int | None, _port("Redis")] = None,
    s3_port: Annotated[int | None, _port("S3")] = None,
    site_port: Annotated[int | None, _port("the published site")] = None,
    desk_port: Annotated[int | None, _port("the desk")] = None,
    concurrency: Annotated[int, typer.Option(min=1, help="Number of worker processes.")] = 2,
    ready_file: Annotated[
        Path | None, typer.Option(help="Write a JSON file with all addresses here once ready.")
    ] = None,
) -> None:
    """Run the whole press. Redis, S3, database, workers, desk and the published site."""
    from matbaa.up import DEFAULT_PORTS, Stack

    given = {"redis": redis_port, "s3": s3_port, "site": site_port, "desk": desk_port}
    defaults: dict[str, int | None] = (
        dict.fromkeys(DEFAULT_PORTS) if ports is Ports.AUTO else dict(DEFAULT_PORTS)
    )
    chosen = defaults | {name: port for name, port in given.items() if port is not None}
    Stack(
        data_dir,
        ports=chosen,
        concurrency=concurrency,
        ready_file=ready_file,
        say=console.tell,
        on_ready=show_endpoints,
    ).run()


#: Written by a `matbaa up` that runs with the default data directory.
READY_FILE = Path(".matbaa/ready.json")


def env(data_dir: DataDir = READY_FILE.parent) -> None:
    """Print the environment of a running `matbaa up`. In a shell: eval "$(matbaa env)"."""
    from matbaa.errors import ServiceUnavailable

    ready = data_dir / READY_FILE.name
    if not (ready.exists() and is_running(data_dir)):
        said = f"no `matbaa up` is running in {data_dir}; start it, or give its --data-dir"
        raise ServiceUnavailable("press", said)
    for name, value in json.loads(ready.read_text())["env"].items():
        console.fact(f"export {name}={shlex.quote(value)}")


def is_running(data_dir: Path) -> bool:
    """Whether a `matbaa up` holds the lock of its data directory. One that was killed does not,
    but leaves the file with its addresses behind.
    """
    import fcntl  # imported late: Windows, from which producers may submit, has none

    try:
        with (data_dir / "lock").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def show_endpoints(ready: dict[str, Any]) -> None:
    """Print the address of each service."""
    for name in ("site_url", "desk_url", "redis_url", "s3_endpoint_url", "database_url"):
        console.fact(f"{name.removesuffix('_url'):<12} {ready[name]}")
    console.fact(f"{'desk token':<12} {ready['desk_token']}")
