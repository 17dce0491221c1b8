"""When a site's design changes, its pages are rendered again in the background."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from matbaa.settings import get_settings
from models import Article, Design, Dirty, Revision
from models.base import db_now
from models.session import look, transaction
from models.tally import TallyMark
from tasks import acts, designs
from tasks.news_age import age_news
from tests.conftest import ROOT, Press


@pytest.fixture
def templates(press: Press, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder with the theme, for this test alone."""
    folder = tmp_path / "templates"
    shutil.copytree(ROOT / "templates" / "default", folder / "default")
    monkeypatch.setenv("MATBAA_TEMPLATES_DIR", str(folder))
    get_settings.cache_clear()
    return folder


def _restart(templates: Path) -> None:
    """Read the theme again, as a process that starts anew does."""
    from tasks import publications, site

    publications._press.cache_clear()
    site._put_fixed_pages.cache_clear()
    designs.note_designs()


def _print_all(press: Press) -> int:
    count = 0
    while sent := designs.print_on():
        count += sent
        press.run()
    press.hints.append(("matbaa.site", ["main"], "site"))
    press.run()
    return count


def test_a_changed_theme_reaches_every_page_that_shows_it_on_the_bulk_lane(
    press: Press, templates: Path
) -> None:
    press.article(id="a", section="World")
    press.article(id="b", title="Another", section="World")
    press.run()
    acts.kill("b", who="Mona", why="")
    press.run()
    _restart(templates)
    _print_all(press)

    article = templates / "default" / "base.html"
    article.write_text(article.read_text().replace("</footer>", "<p>New foot</p></footer>"))
    _restart(templates)
    designs.print_on()
    assert {queue for _task, _args, queue in press.hints} == {"bulk.render"}
    press.run()
    _print_all(press)
    shown = {
        path
        for path, found in press.storage.objects.items()
        if path.endswith("index.html") and "/lite/" not in path
    }
    assert len(shown) > 8
    for path in shown:
        assert b"New foot" in press.storage.objects[path].blob.body, path


def test_the_redirect_of_a_renamed_section_gets_the_new_theme(
    press: Press, templates: Path
) -> None:
    press.article(id="a", section="World")
    press.run()
    list(acts.rename("section", "World", "Planet", site="main", who="Mona"))
    press.run()
    _restart(templates)
    _print_all(press)

    base = templates / "default" / "base.html"
    base.write_text(base.read_text().replace("</footer>", "<p>New foot</p></footer>"))
    _restart(templates)
    _print_all(press)
    for path in ("section/world/index.html", "section/world/1/index.html"):
        page = press.storage.objects[path].blob
        assert b"New foot" in page.body
        assert page.metadata["status"] == "301"


def test_pages_that_a_theme_change_leaves_unchanged_are_not_uploaded_again(
    press: Press, templates: Path
) -> None:
    press.article(id="a", section="World")
    press.run()
    _restart(templates)
    _print_all(press)
    before = {path: found.etag for path, found in press.storage.objects.items()}
    style = templates / "default" / "lite.css"
    style.write_text(style.read_text().replace("40rem", "41rem"))
    _restart(templates)
    assert _print_all(press) == 1
    after = {path: found.etag for path, found in press.storage.objects.items()}
    changed = {path for path in after if after[path] != before.get(path)}
    assert all(path.endswith("/lite/index.html") for path in changed)
    assert len(changed) == 1


def test_a_process_that_starts_with_the_same_theme_renders_nothing(
    press: Press, templates: Path
) -> None:
    press.article(id="a")
    press.run()
    _restart(templates)
    _print_all(press)
    _restart(templates)
    assert designs.print_on() == 0


def test_an_article_published_with_the_current_theme_is_not_rendered_again(
    press: Press, templates: Path
) -> None:
    _restart(templates)
    press.article(id="a")
    press.run()
    assert designs.print_on() == 0


def test_rendering_again_continues_where_it_stopped(
    press: Press, templates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(designs, "_AT_ONCE", 2)
    for number in range(5):
        press.article(id=f"a{number}", title=f"Story {number}")
    press.run()
    _restart(templates)
    assert designs.print_on() == 2
    with look() as session:
        assert session.scalars(select(Design.after)).one() == "a1"
    press.run()
    assert _print_all(press) == 3
    with look() as session:
        assert session.scalars(select(Design.after)).one() is None
        assert len(session.scalars(select(Revision)).all()) == 5


def test_an_article_leaves_the_news_sitemap_when_it_is_two_days_old(press: Press) -> None:
    press.article(id="a", title="Fresh news")
    press.run()
    age_news()
    news = press.storage.objects
    assert b"Fresh news" in news["sitemaps/news.xml"].blob.body
    old = timedelta(days=2, minutes=5).total_seconds()
    with transaction() as session:
        entry = session.get_one(Article, "a").entry or ""
        moved = db_now(-old)
        session.execute(update(TallyMark).values(at=db_now(-600)))
        session.execute(update(Article).values(dated_at=moved))
        dated = session.scalars(select(Article.dated_at)).one()
        before = entry.replace(_published(entry), dated.isoformat() if dated else "")
        session.execute(update(Article).values(entry=before))
    age_news()
    with look() as session:
        assert session.scalars(select(Dirty.article_id)).all() == [""]
    press.hints.append(("matbaa.site", ["main"], "site"))
    press.run()
    assert b"Fresh news" not in news["sitemaps/news.xml"].blob.body
    age_news()
    with look() as session:
        assert session.scalars(select(Dirty.article_id)).all() == []


def _published(entry: str) -> str:
    import json

    return str(json.loads(entry)["published"])
