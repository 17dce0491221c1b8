"""The audit compares storage with the tables and repairs it; the export writes files."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from matbaa.errors import ServiceUnavailable
from matbaa.settings import get_settings
from matbaa.storage import Blob
from models import Article, AuditMark, PageRow, outage
from models.session import look, transaction
from tasks import acts, audit
from tasks.audit import Fault, compare
from tasks.exporting import export
from tasks.foreign import foreign
from tests.conftest import Press


@pytest.fixture
def live(press: Press) -> Press:
    """A press with two articles, one of them moved and one taken down."""
    press.article(id="a", title="The river rose", section="Weather", tags=["rivers"])
    press.article(id="b", title="A zoo opens")
    press.run()
    acts.correct("a", {"slug": "the-flood"}, who="me")
    acts.kill("b", who="me", why="")
    press.run()
    return press


def path_of(article_id: str, part: str = "index.html") -> str:
    with look() as session:
        return f"{session.get_one(Article, article_id).path}{part}"


def faults(*, repair: bool = False) -> dict[str, Fault]:
    return {each.path: each.fault for each in compare("main", repair=repair, limit=1_000).findings}


def snapshot(press: Press) -> dict[str, bytes]:
    return {path: found.blob.body for path, found in press.storage.objects.items()}


def test_the_audit_finds_no_faults_on_correct_storage(live: Press) -> None:
    found = compare("main", repair=False, limit=1_000)
    with look() as session:
        assert found.checked == session.scalar(select(func.count()).select_from(PageRow))
    assert (found.findings, found.last) == ([], "")


BREAKS: dict[str, Callable[[Press, str], None]] = {
    "missing": lambda press, path: press.storage.delete(path),
    "altered": lambda press, path: _put(press, path, rev="0"),
}


def _put(press: Press, path: str, *, rev: str) -> None:
    said = {"rev": rev, "sha256": "0" * 64}
    press.storage.put(path, Blob(b"not ours", "text/html", metadata=said))


@pytest.mark.parametrize("fault", list(BREAKS))
def test_every_faulty_page_is_found_and_repaired(live: Press, fault: str) -> None:
    before = snapshot(live)
    for path in before:
        BREAKS[fault](live, path)
    assert faults() == dict.fromkeys(before, Fault(fault))
    findings = compare("main", repair=True, limit=1_000).findings
    live.run()
    assert [each for each in findings if not each.mended] == []
    assert snapshot(live) == before
    assert faults() == {}


def test_a_page_of_the_site_that_is_ahead_of_the_database_is_repaired(live: Press) -> None:
    before = snapshot(live)
    _put(live, "index.html", rev="9999999")
    assert faults(repair=True) == {"index.html": Fault.AHEAD}
    assert snapshot(live) == before
    assert faults() == {}


def test_a_page_that_would_now_be_rendered_differently_is_republished(live: Press) -> None:
    path = path_of("a")
    with transaction() as session:
        was = "0" * 64  # as if it had been rendered with another theme
        session.execute(
            update(PageRow)
            .where(PageRow.path == path)
            .values(sha256=was, uploaded_sha256=was, etag=None)
        )
    findings = compare("main", repair=True, limit=1_000).findings
    assert [(each.path, each.note) for each in findings] == [
        (path, "will be rendered and uploaded again")
    ]
    live.run()
    assert faults() == {}


def test_a_page_whose_upload_is_pending_is_no_fault(live: Press) -> None:
    live.article(id="a", title="The river fell")
    while live.hints[0][0] != "matbaa.upload":
        live.step()
    live.storage.delete(path_of("a"))
    assert faults(repair=True) == {}


def test_a_slice_continues_where_the_last_one_ended(live: Press) -> None:
    first = compare("main", repair=False, limit=5)
    second = compare("main", first.last, repair=False, limit=1_000)
    with look() as session:
        total = session.scalar(select(func.count()).select_from(PageRow))
    assert (first.checked, second.checked) == (5, (total or 0) - 5)


def test_the_auditor_remembers_its_position(live: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit.compare, "__kwdefaults__", {"limit": 10})
    live.storage.delete(path_of("a"))
    with look() as session:
        total = session.scalar(select(func.count()).select_from(PageRow)) or 0
    for _slice in range(total // 10 + 1):
        audit.audit()
    with look() as session:
        mark = session.get_one(AuditMark, "main")
    assert (mark.checked, mark.wrong, mark.mended, mark.rounds) == (total, 1, 1, 1)


def test_unavailable_storage_is_not_reported_as_faulty_pages(
    live: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_path: str) -> None:
        raise ServiceUnavailable("storage", "is away")

    monkeypatch.setattr(live.storage, "head", away)
    with pytest.raises(ServiceUnavailable):
        compare("main", repair=True)


def test_the_audit_stops_when_storage_becomes_unavailable(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        press.article(id=f"a{number}")
    press.run()
    asked: list[str] = []

    def away(path: str) -> None:
        asked.append(path)
        time.sleep(0.01)
        raise ServiceUnavailable("storage", "is away")

    for question in ("head", "etag"):
        monkeypatch.setattr(press.storage, question, away)
    with pytest.raises(ServiceUnavailable):
        compare("main", repair=True)
    threads = get_settings().upload_threads
    assert 0 < len(asked) <= 2 * (3 + threads)


def test_the_audit_sends_no_request_during_a_known_outage(
    live: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    with transaction() as session:
        for _time in range(5):
            outage.failed(session, "storage")
    monkeypatch.setattr(live.storage, "head", asked.append)
    audit.audit()
    assert asked == []


def test_foreign_objects_are_found_and_removed_only_on_request(live: Press) -> None:
    live.storage.put("stray.html", Blob(b"", "text/html"))
    assert [each.path for each in foreign("main", remove=False)] == ["stray.html"]
    assert "stray.html" in live.storage.objects
    list(foreign("main", remove=True))
    assert list(foreign("main", remove=False)) == []


def test_the_export_is_the_site_byte_for_byte(live: Press, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    pages = list(export("main", folder))
    written = {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }
    assert written == snapshot(live)
    assert {page.origin for page in pages} == {"rendered"}
    assert len(pages) == len(written)


def test_the_export_needs_no_storage_for_what_it_can_render(live: Press, tmp_path: Path) -> None:
    before = snapshot(live)
    live.storage.objects.clear()
    pages = list(export("main", tmp_path))
    assert {page.path: page.origin for page in pages} == dict.fromkeys(before, "rendered")


def test_the_export_reports_lost_pages(live: Press, tmp_path: Path) -> None:
    path = path_of("a")
    with transaction() as session:
        session.execute(
            update(PageRow).where(PageRow.path == path).values(uploaded_sha256="0" * 64)
        )
    assert [page.path for page in export("main", tmp_path) if page.origin == "lost"] == [path]
