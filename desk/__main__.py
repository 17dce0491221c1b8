"""Runs the desk alone: `python -m desk`, on MATBAA_DESK_HOST and MATBAA_DESK_PORT."""

from __future__ import annotations

import sys

import uvicorn

from desk.start import check_start
from matbaa.errors import PermanentError
from matbaa.settings import get_settings


def main() -> int:
    """Serve until SIGTERM; return 2 if the desk would be open to a network without a secret."""
    settings = get_settings()
    try:
        check_start(settings.desk_host, settings)
    except PermanentError as error:
        print(error, file=sys.stderr)  # noqa: T201 -- there is no log yet
        return 2
    uvicorn.run(
        "desk.app:app",
        host=settings.desk_host,
        port=settings.desk_port,
        log_level=settings.log_level.lower(),
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
