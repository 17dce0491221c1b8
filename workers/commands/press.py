"""Set-up that commands share: the broker, the log, and the name of the person who acts."""

from __future__ import annotations

import getpass


def connect() -> None:
    """Send hints to the configured broker and logs to stderr, and use short database waits."""
    from matbaa.settings import get_settings
    from models.session import have_somebody_wait
    from workers import logs
    from workers.celery import app

    settings = get_settings().model_copy(update={"log_level": "ERROR", "log_json": False})
    logs.set_up(settings)
    app.set_default()
    have_somebody_wait()


def who() -> str:
    """The person at the terminal, for the audit log."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "terminal"


def page_url(site: str, path: str | None) -> str | None:
    """The URL of a page, or None if it has no path."""
    from matbaa.pages.paths import url
    from matbaa.settings import get_settings

    sites = get_settings().sites
    return url(sites[site], path) if path and site in sites else None
