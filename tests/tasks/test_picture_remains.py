"""Pictures are removed with the last article that shows them, and restored if lost."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from matbaa.storage import Blob
from models import PageRow
from models.session import look
from tasks.acts import kill, restore
from tasks.audit import compare
from tests.conftest import Press
from tests.pictures import picture
from tests.tasks.illustrated import BODY, PNG, fetch_all, host, media_of, page_of

pytestmark = pytest.mark.usefixtures("no_grudges")


def test_pictures_are_taken_down_with_the_last_article_that_shows_them(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    with host(monkeypatch, {"/a.png": (200, PNG, picture((300, 200)))}) as base:
        for each in ("a", "b"):
            press.article(id=each, body=BODY, images=[{"url": f"{base}/a.png"}])
        fetch_all(press)
        kill("a", who="editor", why="rights")
        fetch_all(press)
        assert set(media_of(press).values()) == {"200"}

        kill("b", who="editor", why="rights")
        fetch_all(press)
        assert set(media_of(press).values()) == {"410"}
        with look() as session:
            rows = session.scalars(select(PageRow).where(PageRow.path.like("media/%"))).all()
        assert {row.size for row in rows} == {0}

        restore("b", who="editor")
        fetch_all(press)
        assert set(media_of(press).values()) == {"200"}


def test_a_picture_that_a_new_revision_drops_is_taken_down(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    with host(monkeypatch, {"/a.png": (200, PNG, picture((300, 200)))}) as base:
        press.article(id="a", body=BODY, images=[{"url": f"{base}/a.png"}])
        fetch_all(press)
        press.article(id="a", body=BODY)
        fetch_all(press)

    assert set(media_of(press).values()) == {"410"}


@pytest.mark.parametrize("is_missing", [True, False])
def test_the_auditor_has_a_lost_picture_fetched_again(
    press: Press, monkeypatch: pytest.MonkeyPatch, is_missing: bool
) -> None:
    with host(monkeypatch, {"/a.png": (200, PNG, picture((300, 200)))}) as base:
        press.article(id="a", body=BODY, images=[{"url": f"{base}/a.png"}])
        fetch_all(press)
        path = next(iter(media_of(press)))
        before = press.storage.get(path)
        assert before is not None
        if is_missing:
            press.storage.delete(path)
        else:
            press.storage.put(path, Blob(b"something else", "image/jpeg"))
        (finding,) = compare("main", repair=True).findings
        assert finding.mended
        fetch_all(press)

    after = press.storage.get(path)
    assert after is not None
    assert after.blob.body == before.blob.body
    assert path.rpartition("/")[2] in page_of(press)
