"""Pictures are fetched beside the pipeline, shown from the site's own storage, and taken down."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PIL import Image
from sqlalchemy import select, update

from matbaa.settings import get_settings
from matbaa.storage import Blob
from models import Event, PageRow, PictureOrder
from models.base import db_now
from models.session import look, transaction
from tasks import pictures
from tasks.acts import kill, restore
from tasks.audit import compare
from tasks.hosts import Hosts
from tasks.site import build_site
from tests.conftest import Press
from tests.pictures import picture, server

BODY = "<p>The river rose overnight and flooded the old town. Two bridges were closed.</p>"
PNG = {"Content-Type": "image/png"}
#: Pictures that tests fetch come from here.
LOOPBACK = '["127.0.0.0/8"]'


@pytest.fixture(autouse=True)
def no_grudges(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_hosts", Hosts())


@contextmanager
def host(
    monkeypatch: pytest.MonkeyPatch, answers: dict[str, tuple[int, dict[str, str], bytes]]
) -> Iterator[str]:
    """Another site's server, which may be asked; its base URL."""
    with server(answers) as port:
        monkeypatch.setenv("MATBAA_FETCH_IMAGES", "true")
        monkeypatch.setenv("MATBAA_IMAGE_NETWORKS", LOOPBACK)
        monkeypatch.setenv("MATBAA_IMAGE_PORTS", f"[{port}]")
        get_settings.cache_clear()
        yield f"http://127.0.0.1:{port}"


def fetch_all(press: Press) -> None:
    """Publish, fetch what is ordered, print again, and let the site follow."""
    press.run()
    with transaction() as session:
        session.execute(update(PictureOrder).values(due_at=db_now()))
    with look() as session:
        ids = session.scalars(select(PictureOrder.article_id)).all()
    for article_id in ids:
        pictures.illustrate.run(article_id)
    press.run()
    build_site.run("main")
    press.run()


def page_of(press: Press) -> str:
    """The page of the only article."""
    path = next(
        path for path in press.storage.paths() if re.match(r"2\d+(/[^/]+){3}/index.html", path)
    )
    found = press.storage.get(path)
    assert found is not None
    return found.blob.body.decode()


def media_of(press: Press) -> dict[str, str]:
    """HTTP status by path of what was made of pictures."""
    found = {path: press.storage.head(path) for path in press.storage.paths()}
    return {
        path: each.blob.metadata.get("status", "200")
        for path, each in found.items()
        if path.startswith("media/") and each is not None
    }


def events(article_id: str) -> list[str]:
    with look() as session:
        query = select(Event.why).where(Event.article_id == article_id, Event.what == "picture")
        return [each or "" for each in session.scalars(query)]


def test_a_lead_image_is_shown_in_sizes_from_our_own_storage(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    with host(monkeypatch, {"/a.png": (200, PNG, picture())}) as base:
        image = {"url": f"{base}/a.png", "alt": "A river", "caption": "High", "credit": "AP"}
        press.article(id="a", body=BODY, images=[image])
        press.run()
        assert f"{base}/a.png" in page_of(press)
        fetch_all(press)

    page = page_of(press)
    assert base not in page
    assert re.search(
        r'<source type="image/avif" srcset="\S+\.avif 480w, \S+ 960w, \S+ 1000w"', page
    )
    assert re.search(
        r'<img src="http\S+/media/\S+\.jpg" srcset="[^"]+" sizes="[^"]+" alt="A river" '
        r'width="1000" height="500"',
        page,
    )
    assert re.search(r'property="og:image" content="http\S+/media/\S+\.jpg"', page)
    assert '"width":{"@type":"QuantitativeValue","value":1000}' in page
    assert "High" in page
    assert "AP" in page
    assert len(media_of(press)) == 9
    for path in media_of(press):
        found = press.storage.get(path)
        assert found is not None
        Image.open(io.BytesIO(found.blob.body)).load()


def test_a_picture_within_the_text_is_too(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    with host(monkeypatch, {"/a.png": (200, PNG, picture())}) as base:
        body = f'{BODY}<p><img src="{base}/a.png" alt="A &quot;river&quot;"></p>'
        press.article(id="a", body=body)
        fetch_all(press)

    page = page_of(press)
    assert base not in page
    assert re.search(
        r'<picture><source type="image/avif" srcset="[^"]+" sizes="[^"]+">'
        r'<source type="image/webp"[^>]+>'
        r'<img loading="lazy" decoding="async" src="[^"]+/media/[^"]+\.jpg" '
        r'alt="A &quot;river&quot;" width="1000" height="500" srcset="[^"]+480w,[^"]+" '
        r'sizes="[^"]+"></picture>',
        page,
    )


def test_ninjs_names_the_renditions(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    with host(monkeypatch, {"/a.png": (200, PNG, picture())}) as base:
        press.article(id="a", body=BODY, images=[{"url": f"{base}/a.png"}])
        fetch_all(press)

    path = next(path for path in press.storage.paths() if path.endswith("article.json"))
    found = press.storage.get(path)
    assert found is not None
    (shown,) = json.loads(found.blob.body)["associations"]
    assert {each.get("contentType") for each in shown["renditions"]} >= {"image/avif", "image/webp"}


def test_nothing_is_fetched_unless_enabled(press: Press) -> None:
    with server({"/a.png": (500, {}, b"")}) as port:
        address = f"http://127.0.0.1:{port}/a.png"
        press.article(id="a", body=BODY, images=[{"url": address}])
        fetch_all(press)

        assert address in page_of(press)
    assert not media_of(press)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((404, {}, b""), "answered 404"),
        ((200, {"Content-Type": "image/svg+xml"}, b"<svg/>"), "no picture we take"),
        ((200, PNG, b"nothing of the kind"), "not a picture"),
        ((302, {"Location": "http://169.254.169.254/latest/meta-data"}, b""), "port 80 is not"),
        ((302, {"Location": "http://[::1]:{port}/b.png"}, b""), "not on the public internet"),
        ((302, {"Location": "http://[::ffff:10.0.0.1]:{port}/"}, b""), "not on the public"),
    ],
)
def test_an_article_is_published_without_what_cannot_be_had(
    press: Press,
    monkeypatch: pytest.MonkeyPatch,
    answer: tuple[int, dict[str, str], bytes],
    reason: str,
) -> None:
    answers = {"/a.png": answer}
    with host(monkeypatch, answers) as base:
        port = base.rpartition(":")[2]
        status, headers, body = answer
        said = {name: value.replace("{port}", port) for name, value in headers.items()}
        answers["/a.png"] = (status, said, body)
        press.article(id="a", body=BODY, images=[{"url": f"{base}/a.png"}])
        fetch_all(press)

        assert f"{base}/a.png" in page_of(press)
    assert reason in events("a")[0]
    with look() as session:
        assert session.scalar(select(PictureOrder.article_id)) is None


def test_a_server_that_fails_is_asked_again(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    answers: dict[str, tuple[int, dict[str, str], bytes]] = {"/a.png": (503, {}, b"")}
    with host(monkeypatch, answers) as base:
        press.article(id="a", body=BODY, images=[{"url": f"{base}/a.png"}])
        fetch_all(press)
        assert f"{base}/a.png" in page_of(press)
        assert not events("a")

        answers["/a.png"] = (200, PNG, picture())
        fetch_all(press)  # its host rests
        assert f"{base}/a.png" in page_of(press)
        monkeypatch.setattr(pictures, "_hosts", Hosts())
        fetch_all(press)
        assert base not in page_of(press)


def test_it_is_given_up_in_the_end(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    with host(monkeypatch, {"/a.png": (503, {}, b"")}) as base:
        press.article(id="a", body=BODY, images=[{"url": f"{base}/a.png"}])
        for _ in range(5):
            fetch_all(press)

    assert len(events("a")) == 1
    with look() as session:
        assert session.scalar(select(PictureOrder.article_id)) is None


def test_what_counts_readers_is_not_shown(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    with host(monkeypatch, {"/a.png": (200, PNG, picture((1, 1)))}) as base:
        press.article(id="a", body=f'{BODY}<img src="{base}/a.png" alt="">')
        fetch_all(press)

        assert base not in page_of(press)
    assert "<figure" not in page_of(press)
    assert not media_of(press)


def test_a_killed_article_takes_its_pictures_down(
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


def test_a_picture_that_another_version_drops_goes(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    with host(monkeypatch, {"/a.png": (200, PNG, picture((300, 200)))}) as base:
        press.article(id="a", body=BODY, images=[{"url": f"{base}/a.png"}])
        fetch_all(press)
        press.article(id="a", body=BODY)
        fetch_all(press)

    assert set(media_of(press).values()) == {"410"}


def test_a_known_picture_is_shown_at_once(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    with host(monkeypatch, {"/a.png": (200, PNG, picture((300, 200)))}) as base:
        press.article(id="a", body=BODY, images=[{"url": f"{base}/a.png"}])
        fetch_all(press)
        press.article(id="b", title="Another one", body=BODY, images=[{"url": f"{base}/a.png"}])
        press.run()

    paths = [p for p in press.storage.paths() if p.endswith("/index.html") and "another" in p]
    assert paths
    for path in paths:
        found = press.storage.get(path)
        assert found is not None
        assert base not in found.blob.body.decode()


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
