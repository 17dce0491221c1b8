"""How much is under way, and whether there is room for more."""

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
    """The number of revisions under way, counted up to `most`."""
    found = select(Revision.id).where(Revision.state.in_(OPEN)).limit(most).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def require_room() -> None:
    """Raise ServiceUnavailable where the disk is too full to take more in: what is under way needs
    what is left. A database server looks after its own disk.
    """
    settings = get_settings()
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        return
    free = shutil.disk_usage(Path(url.database).parent).free
    if free < settings.min_free_bytes:
        reason = f"{free:,} bytes are free on its disk, {settings.min_free_bytes:,} are needed"
        raise ServiceUnavailable("database", f"{reason} (MATBAA_MIN_FREE_BYTES)")
