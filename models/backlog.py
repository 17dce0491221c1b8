"""Measures the backlog, and whether there is room to accept more."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import func, make_url, select
from sqlalchemy.orm import Session

from matbaa.errors import ServiceUnavailable
from matbaa.settings import get_settings
from models.revision import Revision
from models.states import OPEN


def count_open(session: Session, *, most: int) -> int:
    """The number of open revisions, counted up to `most`."""
    found = select(Revision.id).where(Revision.state.in_(OPEN)).limit(most).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def require_room() -> None:
    """Raise ServiceUnavailable if SQLite's disk is too full to accept more submissions.

    The rest of the disk is reserved for work under way. A PostgreSQL server's disk is not checked.
    """
    settings = get_settings()
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        return
    free = shutil.disk_usage(Path(url.database).parent).free
    if free < settings.min_free_bytes:
        reason = f"{free:,} bytes are free on its disk, {settings.min_free_bytes:,} are needed"
        raise ServiceUnavailable("database", f"{reason} (MATBAA_MIN_FREE_BYTES)")
