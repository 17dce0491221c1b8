"""A renamed section or author changes the pages that show the name, and no others."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from matbaa.errors import Rejected
from models import Event
from models.session import look
from tasks import acts
from tests.conftest import Press
from tests.tasks.newsroom import ME, article, found


@pytest.fixture
def newsroom(press: Press) -> Press:
    """Two articles about the weather by Mona, and one about sport by Sami."""
    for name, section, author in (
        ("rain", "Weather", "Mona"),
        ("wind", "Weather", "Mona"),
        ("cup", "Sport", "Sami"),
    ):
        press.article(
            id=name, title=f"The {name}", section=section, authors=[{"name": author}],
            published="2025-04-10T08:00:00Z", body=f"All about the {name}, nothing else matters.",
        )  # fmt: skip
    press.run()
    return press


def rename(newsroom: Press, kind: str, old: str, new: str) -> list[str]:
    """Rename, run the pipeline, and return the ids of the articles that were rendered again."""
    done = list(acts.rename(kind, old, new, site="main", who=ME))  # type: ignore[arg-type]  # a Literal
    assert {queue.partition(".")[0] for _task, _ids, queue in newsroom.hints} <= {"bulk"}
    newsroom.run()
    return [act.article_id for act in done]


def objects(press: Press) -> dict[str, bytes]:
    return {path: each.blob.body for path, each in press.storage.objects.items()}


def test_a_renamed_section_reaches_its_articles_and_no_others(newsroom: Press) -> None:
    before, sport = article("rain"), objects(newsroom)[f"{article('cup').path}index.html"]
    assert rename(newsroom, "section", "Weather", "Climate") == ["rain", "wind"]
    page = found(newsroom, article_id="rain").blob.body
    assert b"Climate" in page
    assert b"Weather" not in page
    assert (article("rain").path, article("rain").dated_at) == (before.path, before.dated_at)
    assert objects(newsroom)[f"{article('cup').path}index.html"] == sport


def test_the_listings_of_both_names_are_updated(newsroom: Press) -> None:
    rename(newsroom, "section", "Weather", "Climate")
    found = objects(newsroom)
    assert b"The rain" in found["section/climate/index.html"]
    assert b"The rain" not in found["section/weather/index.html"]
    assert b"Climate" in found["index.html"]
    assert b"Weather" not in found["index.html"]


def test_the_former_address_redirects_to_the_new_one(newsroom: Press) -> None:
    rename(newsroom, "section", "Weather", "Climate")
    for name in ("", "1/"):
        old = newsroom.storage.objects[f"section/weather/{name}index.html"].blob
        told = (old.metadata["status"], old.metadata["location"])
        assert told == ("301", "http://127.0.0.1:8080/section/climate/")
        assert b'rel="canonical" href="http://127.0.0.1:8080/section/climate/"' in old.body
    feed = newsroom.storage.objects["section/weather/feed.xml"].blob
    assert feed.metadata["location"] == "http://127.0.0.1:8080/section/climate/feed.xml"
    assert b"Weather" not in objects(newsroom)["section/index.html"]


def test_a_former_name_that_is_used_again_gets_its_listing_back(newsroom: Press) -> None:
    rename(newsroom, "section", "Weather", "Climate")
    newsroom.article(id="hail", title="The hail", section="Weather", body="All about the hail.")
    newsroom.run()
    head = newsroom.storage.objects["section/weather/index.html"].blob
    assert b"The hail" in head.body
    assert "location" not in head.metadata
    assert b"Weather" in objects(newsroom)["section/index.html"]


def test_renaming_back_reverses_the_redirect(newsroom: Press) -> None:
    rename(newsroom, "section", "Weather", "Climate")
    rename(newsroom, "section", "Climate", "Weather")
    head = newsroom.storage.objects["section/weather/index.html"].blob
    assert b"The rain" in head.body
    assert "location" not in head.metadata
    back = newsroom.storage.objects["section/climate/index.html"].blob.metadata
    assert back["location"] == "http://127.0.0.1:8080/section/weather/"


def test_a_listing_that_still_has_an_article_does_not_redirect(newsroom: Press) -> None:
    assert list(acts.rename("section", "Weather", "Climate", site="main", who=ME, most=1))
    newsroom.run()
    head = newsroom.storage.objects["section/weather/index.html"].blob
    assert b"The wind" in head.body
    assert "location" not in head.metadata
    assert b"Weather" in objects(newsroom)["section/index.html"]


def test_the_articles_with_a_name_are_counted(newsroom: Press) -> None:
    assert acts.count_named("section", "weather", site="main") == 2
    newsroom.article(id="rain", revision=2, title="On its way", section="Weather")
    assert acts.count_named("section", "weather", site="main") == 1
    assert acts.count_named("author", "nobody", site="main") == 0


def test_a_rename_does_not_change_the_articles_dates(newsroom: Press) -> None:
    rename(newsroom, "section", "Weather", "Climate")
    assert b"Updated" not in found(newsroom, article_id="rain").blob.body


def test_a_renamed_author_keeps_the_articles_other_authors(newsroom: Press) -> None:
    newsroom.article(id="both", authors=[{"name": "Sami"}, {"name": "Mona", "role": "Editor"}])
    newsroom.run()
    assert rename(newsroom, "author", "Mona", "Mona Haddad") == ["both", "rain", "wind"]
    page = found(newsroom, article_id="both").blob.body.decode()
    assert "Mona Haddad" in page
    assert "Sami" in page
    assert "Editor" in page
    assert b"The rain" in objects(newsroom)["author/mona-haddad/index.html"]


def test_a_changed_spelling_appears_on_the_listing(newsroom: Press) -> None:
    assert rename(newsroom, "section", "Weather", "WEATHER") == ["rain", "wind"]
    assert b">WEATHER</h1>" in objects(newsroom)["section/weather/index.html"]


def test_a_repeated_rename_finds_nothing_to_rename(newsroom: Press) -> None:
    rename(newsroom, "section", "Weather", "Climate")
    assert rename(newsroom, "section", "Weather", "Climate") == []


def test_a_rename_is_in_the_audit_log_of_each_article(newsroom: Press) -> None:
    rename(newsroom, "section", "Weather", "Climate")
    with look() as session:
        told = session.execute(select(Event.article_id, Event.what, Event.why)).all()
    reason = "section: Weather → Climate"
    assert sorted(map(tuple, told)) == [("rain", "rename", reason), ("wind", "rename", reason)]


def test_a_rename_is_limited_and_can_be_continued(newsroom: Press) -> None:
    doing = acts.rename("section", "Weather", "Climate", site="main", who=ME, most=1)
    assert [act.article_id for act in doing] == ["rain"]
    assert acts.named("section", "Weather", site="main") == ["wind"]


@pytest.mark.parametrize(("old", "new"), [("Weather", " "), ("Weather", "Weather"), ("No", "Yes")])
def test_an_empty_unchanged_or_unknown_name_is_refused(newsroom: Press, old: str, new: str) -> None:
    with pytest.raises(Rejected):
        rename(newsroom, "section", old, new)
