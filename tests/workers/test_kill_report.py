"""What a command that waits reports about a kill, including the article's pictures."""

from __future__ import annotations

from matbaa.pictures import Sized
from models import pages, pictures
from models.pages import Rendered
from models.picture import PictureStatus
from models.queries.timeline import pictures_of
from models.session import look, transaction
from tasks import acts
from tests.conftest import Press
from workers.commands.acting import reached
from workers.commands.status import known

ADDRESS, PATH = "https://example.org/river.jpg", "media/river-480.avif"


def illustrate(*article_ids: str) -> None:
    """Give these articles the same picture, with a rendition that waits for its upload."""
    size = Sized(path=PATH, width=480, height=320, type="image/avif")
    with transaction() as session:
        pictures.settle(session, "main", ADDRESS, PictureStatus.READY, sizes=(size,))
        pictures.use(session, "main", {each: [ADDRESS] for each in article_ids})
        pages.put(session, [Rendered("main", PATH, "picture", "image/avif", b"avif", rev=0)])


def test_a_kill_reports_when_its_pictures_are_taken_down(press: Press) -> None:
    press.article(id="river", images=[{"url": ADDRESS}])
    press.run()
    illustrate("river")
    with look() as session:
        media = pictures_of(session, "river")

    act = acts.kill("river", who="me", why="rights")
    before = reached(known("river"), act, media)
    press.run()
    after = reached(known("river"), act, media)

    assert before["complete"] is False
    assert after["media"] == [{"path": PATH, "status": 410, "uploaded": True}]
    assert after["complete"] is True


def test_a_picture_that_another_article_also_shows_is_reported_as_still_available(
    press: Press,
) -> None:
    press.article(id="river", images=[{"url": ADDRESS}])
    text = "The bridge was closed. Nobody was hurt at all."
    press.article(id="bridge", body=text, images=[{"url": ADDRESS}])
    press.run()
    illustrate("river", "bridge")
    act = acts.kill("river", who="me", why="rights")
    press.run()
    assert reached(known("river"), act, [PATH])["media"][0]["status"] == 200
