"""After an older back-up of the database was restored, what only storage knows stays there."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import delete, select

from matbaa.settings import get_settings
from matbaa.storage import Blob
from models import DeadLetter, PageRow, Revision, State
from models.receipt import ReceiptStatus
from models.session import look, transaction
from tasks import acts
from tasks.audit import Fault, Finding, compare
from tasks.foreign import foreign
from tasks.publications import storage_of
from tests.conftest import Press
from tests.tasks.newsroom import ME, found, open_letters, states, status


@pytest.fixture
def restored(live: Press) -> Press:
    """A press whose article `a` is on storage in revision 3, while the database has revision 1."""
    before = _rows()
    acts.correct("a", {"title": "The river rose by a metre"}, who=ME)
    acts.correct("a", {"title": "The river rose by two metres"}, who=ME)
    live.run()
    _put_back(before)
    return live


def _rows() -> dict[type, list[dict[str, object]]]:
    """A copy of the tables that a new revision changes."""
    from models import Article

    with look() as session:
        return {
            table: [
                {column.name: getattr(row, column.key) for column in table.__table__.columns}
                for row in session.scalars(select(table))
            ]
            for table in (Article, Revision, PageRow)
        }


def _put_back(before: dict[type, list[dict[str, object]]]) -> None:
    with transaction() as session:
        for table in reversed(list(before)):
            session.execute(delete(table))
        for table, rows in before.items():
            session.add_all(table(**row) for row in rows)
            session.flush()


def body(press: Press) -> bytes:
    return found(press).blob.body


def ahead(*, repair: bool) -> list[Finding]:
    findings = compare("main", repair=repair, limit=1_000).findings
    return [each for each in findings if each.article_id == "a"]


def test_the_audit_leaves_a_newer_page_as_it_is(restored: Press) -> None:
    for _round in range(2):
        for finding in ahead(repair=True):
            assert (finding.fault, finding.mended) == (Fault.AHEAD, False)
        restored.run()
    assert b"two metres" in body(restored)


def test_every_audit_says_what_can_be_done(restored: Press) -> None:
    for repair in (False, True, True, False):
        for finding in ahead(repair=repair):
            assert "storage has revision 3" in finding.note
            assert "matbaa roll-back a 1" in finding.note


def test_a_takedown_that_only_storage_knows_stays(live: Press) -> None:
    before = _rows()
    acts.kill("a", who=ME, why="")
    live.run()
    _put_back(before)
    ahead(repair=True)
    live.run()
    assert status(live) == "410"


def test_what_is_published_after_the_audit_replaces_the_newer_page(restored: Press) -> None:
    ahead(repair=True)
    act = acts.correct("a", {"title": "The river fell"}, who=ME)
    restored.run()
    assert act.rev == 4
    assert b"The river fell" in body(restored)
    assert ahead(repair=False) == []


def test_the_remedy_of_the_audit_publishes_the_databases_revision(restored: Press) -> None:
    ahead(repair=True)
    acts.roll_back("a", 1, who=ME)
    restored.run()
    assert b"two metres" not in body(restored)
    assert ahead(repair=False) == []


def test_a_submission_without_a_number_is_published_after_the_audit(restored: Press) -> None:
    ahead(repair=True)
    answer = restored.article(id="a", title="The river fell")
    restored.run()
    assert (answer.status, answer.rev) == (ReceiptStatus.ACCEPTED, 4)
    assert b"The river fell" in body(restored)


def test_a_lower_revision_is_not_lost_silently_before_the_audit(restored: Press) -> None:
    acts.correct("a", {"title": "The river fell"}, who=ME)
    restored.run()
    assert b"two metres" in body(restored)
    assert states() == {1: State.PUBLISHED, 2: State.DEAD}
    with look() as session:
        reason = session.scalars(select(DeadLetter.reason)).one()
    assert "storage has revision 3" in reason
    assert "matbaa roll-back a 2" in reason
    acts.roll_back("a", 2, who=ME)
    restored.run()
    assert b"The river fell" in body(restored)


def test_rendering_again_leaves_a_newer_page_as_it_is(restored: Press) -> None:
    acts.republish(["a"], who=ME)
    restored.run()
    assert b"two metres" in body(restored)
    assert states() == {1: State.PUBLISHED}
    assert open_letters() == []


def test_a_kept_page_that_gets_lost_is_published_as_the_database_has_it(restored: Press) -> None:
    ahead(repair=True)
    path = ahead(repair=True)[0].path
    restored.storage.delete(path)
    ahead(repair=True)
    restored.run()
    assert path in restored.storage.objects


def test_pages_of_articles_unknown_to_the_database_are_not_removed_as_strays(live: Press) -> None:
    before = _rows()
    live.article(id="b", title="A zoo opens")
    live.run()
    _put_back(before)
    findings = list(foreign("main", remove=True))
    kept = {each.path.rsplit("/")[-1] for each in findings if not each.mended}
    assert {"index.html", "article.json"} <= kept
    assert all("submit the article again" in each.note for each in findings if not each.mended)
    assert all(each.mended for each in foreign("main", remove=True, articles=True))


def test_another_sites_pages_below_this_ones_are_no_strays(
    press: Press, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "sites.toml"
    file.write_text(
        f'[sites.main]\nbase_url = "http://x.example"\nstorage_url = "file://{tmp_path}/pages"\n'
        '[sites.ar]\nbase_url = "http://x.example/ar"\n'
        f'storage_url = "file://{tmp_path}/pages/ar"\n'
    )
    monkeypatch.setenv("MATBAA_SITES_FILE", str(file))
    get_settings.cache_clear()
    press.article(id="a", site="ar")
    press.run()
    storage_of("main").put("stray.html", Blob(b"", "text/html"))
    assert [each.path for each in foreign("main", remove=True)] == ["stray.html"]
    assert compare("ar", repair=False, limit=1_000).findings == []
