"""Serves `/metrics` where no desk runs: `python -m workers.metrics [PORT]`."""

from __future__ import annotations

import sys
import threading

from prometheus_client import start_http_server

from matbaa.settings import get_settings
from tasks.metrics import registry
from workers import logs

#: The port to listen on if none is given.
PORT = 9464


def main() -> None:
    """Serve the metrics until the process is ended."""
    logs.set_up(get_settings())
    port = int(sys.argv[1]) if len(sys.argv) > 1 else PORT
    start_http_server(port, registry=registry())
    threading.Event().wait()


if __name__ == "__main__":
    main()
