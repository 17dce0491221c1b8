"""Loads ahead of time what a worker's first article would wait for: models, templates, etc."""

from __future__ import annotations

from datetime import UTC, datetime

import structlog
from sqlalchemy import text

from matbaa.compose import compose
from matbaa.errors import MatbaaError
from matbaa.formats import Context
from matbaa.settings import Site, get_settings
from matbaa.story import Parsed
from matbaa.submission import BodyFormat, Submission
from matbaa.texts import write_texts
from matbaa.view import article_view, entry_of
from models.session import look
from tasks.publications import press_of, ready_storage_of, storage_of

log = structlog.get_logger(__name__)

#: Two languages, so that language detection and more than one language's data are loaded.
_TEXTS = (
    "وصل الوفد إلى المدينة صباح الخميس. وبدأت المحادثات في القنصلية العامة.",
    "The delegation arrived in the city on Thursday morning, and the talks began at once.",
)


def warm_up() -> None:
    """Load what would be loaded at first use, and connect to the services."""
    load()
    connect()


def load() -> None:
    """Load what would be loaded at first use.

    It opens no connection, so processes forked from this one can share all of it.
    """
    for key, site in get_settings().sites.items():
        try:
            _load(site)
        except Exception:
            # A broken theme, for example, is reported by the stage that needs it. Start anyway.
            log.exception("not_loaded", site=key)


def _load(site: Site) -> None:
    for opening in _TEXTS:
        _go_through(site, opening)
    press = press_of(site.key)
    press.theme.load()
    press.assets()
    storage_of(site.key)


def _go_through(site: Site, opening: str) -> None:
    """Take a sample article through all the steps up to its pages."""
    now = datetime.now(UTC)
    context = Context(received=now, zone=site.zone, language=site.language)
    markup = "".join(f"<p>{each}</p>" for each in (opening, *_TEXTS))
    submission = Submission(id="warm-up", title=opening[:20], body=markup, format=BodyFormat.HTML)
    story = compose(Parsed(submission, "submission"), context)
    texts = write_texts(story, site, fallback_slug="warm-up")
    entry = entry_of(
        story,
        texts,
        site,
        article_id="warm-up",
        revision=1,
        path="x/",
        received=now,
        first_received=now,
    )
    press_of(site.key).article(article_view(story, texts, entry))


def connect() -> None:
    """Connect to storage and the database.

    A failure is only logged, since the stages that need the service will meet it again.
    """
    try:
        for key in get_settings().sites:
            ready_storage_of(key)
        with look() as session:
            session.execute(text("SELECT 1"))
    except MatbaaError as error:
        log.info("not_connected_yet", error=str(error))
