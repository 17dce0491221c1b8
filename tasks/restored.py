"""Revisions that only storage knows, as after an older back-up of the database was restored.

They stay on storage until somebody decides: nothing older replaces them by itself.
"""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from sqlalchemy.orm import Session

from matbaa.storage import Found
from models import PageRow, ahead, tally
from models.session import transaction
from tasks.shipping import Overtaken

log = structlog.get_logger(__name__)


def advice(article_id: str, *, there: int, ours: int) -> str:
    """What somebody can do about revision `there`, where the database has no more than `ours`."""
    return (
        f"storage has revision {there}, newer than any in the database, and keeps it: submit it "
        f"again, or publish the database's with `matbaa roll-back {article_id} {ours}`"
    )


def adopt(session: Session, row: PageRow, there: Found) -> None:
    """Keep the object `there`: its row now describes it, and new revisions get higher numbers."""
    log.warning("page_newer_than_database", site=row.site, path=row.path, revision=there.rev)
    ahead.adopt(session, row, there)


def keep_newer(article_id: str, overtaken: Sequence[tuple[PageRow, Overtaken]]) -> bool:
    """Adopt pages that storage has in a revision that the database does not know.

    Returns False, having done nothing, if the database knows a revision as high as theirs.
    """
    with transaction() as session:
        known = ahead.known(session, [article_id]).get(article_id, 0)
        unknown = [(row, error.there) for row, error in overtaken if error.rev > known]
        for row, there in unknown:
            adopt(session, row, there)
        tally.add(session, {("publish_conflicts", ""): int(bool(unknown))})
    return bool(unknown)
