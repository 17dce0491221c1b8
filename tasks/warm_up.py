"""What a worker's first article would have to wait for: models, templates, connections."""

from __future__ import annotations

import structlog
from sqlalchemy import text

from matbaa.errors import MatbaaError
from matbaa.settings import get_settings
from matbaa.story import Story
from matbaa.texts import write_texts
from models.session import look
from tasks.publications import press_of, ready_storage_of, storage_of

log = structlog.get_logger(__name__)

_TEXT = "وصل الوفد إلى المدينة صباح الخميس. وبدأت المحادثات في القنصلية العامة."


def warm_up() -> None:
    """Load what is loaded at first use, and connect."""
    load()
    connect()


def load() -> None:
    """Load what is loaded at first use. Nothing of it is a connection: what is forked from this
    process has it too, at once.
    """
    story = Story(
        format="text", language="ar", direction="rtl", title="وصول الوفد", html="", text=_TEXT
    )
    for key, site in get_settings().sites.items():
        write_texts(story, site, fallback_slug="warm-up")
        press_of(key).assets()
        storage_of(key)


def connect() -> None:
    """Reach the services. One that is down now is met again by the stages."""
    try:
        for key in get_settings().sites:
            ready_storage_of(key)
        with look() as session:
            session.execute(text("SELECT 1"))
    except MatbaaError as error:
        log.warning("not_connected_yet", error=str(error))
