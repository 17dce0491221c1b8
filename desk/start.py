"""Refuses to start a desk that would be open to a network without a secret."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from desk.access import is_loopback, is_open
from matbaa.errors import PermanentError
from matbaa.settings import Settings


def check_start(host: str, settings: Settings) -> None:
    """Raise PermanentError if the desk would be open to a network on `host`."""
    if is_open(settings) and not is_loopback(host):
        raise PermanentError(
            f"the desk does not listen on {host} without a secret: "
            "set MATBAA_DESK_TOKEN, or MATBAA_DESK_OIDC_ISSUER and its client"
        )


def host_of(arguments: Sequence[str]) -> str:
    """The host on which a web server with these command-line arguments listens.

    Knows uvicorn's `--host`, and `--bind` and `-b` of gunicorn and hypercorn. By default it is the
    loopback interface.
    """
    for number, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name in ("--host", "--bind", "-b"):
            value = value if equals else "".join(arguments[number + 1 : number + 2])
            return value if name == "--host" else value.rsplit(":", 1)[0]
    return os.environ.get("UVICORN_HOST", "127.0.0.1")


def check_this_process(settings: Settings) -> None:
    """Raise PermanentError if the server of this process would open the desk to a network."""
    check_start(host_of(sys.argv[1:]), settings)
