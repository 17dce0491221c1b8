"""What a worker's first article would have to wait for: models, templates, connections."""

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

#: In a language that has to be found out, and in another one besides.
_TEXTS = (
    "وصل الوفد إلى المدينة صباح الخميس. وبدأت المحادثات في القنصلية العامة.",
    "The delegation arrived in the city on Thursday morning, and the talks began at once.",
)


def warm_up() -> None:
    """Load what is loaded at first use, and connect."""
    load()
    connect()


def load() -> None:
    """Load what is loaded at first use. Nothing of it is a connection: what is forked from this
    process has it too, at once.
    """
    for key, site in get_settings().sites.items():
        try:
            _load(site)
        except Exception:
            # What is wrong with a theme, say, is told where it is needed; the worker starts.
            log.exception("not_loaded", site=key)


def _load(site: Site) -> None:
    for opening in _TEXTS:
        _go_through(site, opening)
    press = press_of(site.key)
    press.theme.load()
    press.assets()
    storage_of(site.key)


def _go_through(site: Site, opening: str) -> None:
    """As an article does, up to its pages."""
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
    """Reach the services. One that is down, or that this worker has no key to, is met again by the
    stages that need it.
    """
    try:
        for key in get_settings().sites:
            ready_storage_of(key)
        with look() as session:
            session.execute(text("SELECT 1"))
    except MatbaaError as error:
        log.info("not_connected_yet", error=str(error))
