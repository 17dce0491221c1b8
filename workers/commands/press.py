"""What commands need of the press: settings that talk to it, and the name of who is at it."""

from __future__ import annotations

import getpass


def connect() -> None:
    """Have hints go to the broker of the settings, and logs to stderr; wait as a person does."""
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
    """The address of a page, or None where there is none."""
    from matbaa.pages.paths import url
    from matbaa.settings import get_settings

    sites = get_settings().sites
    return url(sites[site], path) if path and site in sites else None
