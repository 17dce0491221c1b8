"""Whether the desk may start: beyond loopback nobody may come in without a secret."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from desk.access import is_loopback, is_open
from matbaa.errors import PermanentError
from matbaa.settings import Settings


def check_start(host: str, settings: Settings) -> None:
    """Raises PermanentError where the desk would be open to a network."""
    if is_open(settings) and not is_loopback(host):
        raise PermanentError(
            f"the desk does not listen on {host} without a secret: "
            "set MATBAA_DESK_TOKEN, or MATBAA_DESK_OIDC_ISSUER and its client"
        )


def host_of(arguments: Sequence[str]) -> str:
    """Where a server that was started with these arguments listens: `--host` as uvicorn, gunicorn's
    and hypercorn's `--bind` and `-b`; the loopback interface where none says.
    """
    for number, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name in ("--host", "--bind", "-b"):
            value = value if equals else "".join(arguments[number + 1 : number + 2])
            return value if name == "--host" else value.rsplit(":", 1)[0]
    return os.environ.get("UVICORN_HOST", "127.0.0.1")


def check_this_process(settings: Settings) -> None:
    """Raises PermanentError where this process' server would open the desk to a network."""
    check_start(host_of(sys.argv[1:]), settings)
