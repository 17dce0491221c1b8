"""Pictures are fetched outside the pipeline and served from the site's own storage."""

from __future__ import annotations

import io
import json
import re

import pytest
from PIL import Image
from sqlalchemy import select

from models import Event, PictureOrder
from models.session import look
from tasks import pictures
from tasks.hosts import Hosts
from tests.conftest import Press
from tests.pictures import picture, server
from tests.tasks.illustrated import BODY, PNG, fetch_all, host, media_of, page_of

pytestmark = pytest.mark.usefixtures("no_grudges")


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
        r'<img src="/\S*media/\S+\.jpg" srcset="[^"]+" sizes="[^"]+" alt="A river" '
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


def test_the_front_page_shows_a_small_rendition(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    with host(monkeypatch, {"/a.png": (200, PNG, picture())}) as base:
        press.article(id="a", body=BODY, images=[{"url": f"{base}/a.png"}])
        fetch_all(press)

    front = press.storage.objects["index.html"].blob.body.decode()
    assert re.search(r'<source type="image/avif" srcset="/media/\S+ 480w, /media/\S+ 960w"', front)
    assert base not in front


def test_a_picture_within_the_text_is_shown_from_our_own_storage(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    with host(monkeypatch, {"/a.png": (200, PNG, picture())}) as base:
        body = f'{BODY}<p><img src="{base}/a.png" alt="A &quot;river&quot;"></p>'
        press.article(id="a", body=body)
        fetch_all(press)

    page = page_of(press)
    assert base not in page
    assert re.search(
        r'<picture><source type="image/avif" srcset="[^"]+" sizes="[^"]+">'
        r'<source type="image/webp"[^>]+>'
        r'<img loading="lazy" decoding="async" src="/media/[^"]+\.jpg" '
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
        ((200, {"Content-Type": "image/svg+xml"}, b"<svg/>"), "is not an accepted kind of picture"),
        ((200, PNG, b"nothing of the kind"), "not a readable picture"),
        (
            (302, {"Location": "http://169.254.169.254/latest/meta-data"}, b""),
            "not fetched from port 80",
        ),
        ((302, {"Location": "http://[::1]:{port}/b.png"}, b""), "not on the public internet"),
        ((302, {"Location": "http://[::ffff:10.0.0.1]:{port}/"}, b""), "not on the public"),
    ],
)
def test_an_article_is_published_without_pictures_that_cannot_be_fetched(
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


def test_a_picture_is_fetched_again_after_a_server_failure(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: dict[str, tuple[int, dict[str, str], bytes]] = {"/a.png": (503, {}, b"")}
    with host(monkeypatch, answers) as base:
        press.article(id="a", body=BODY, images=[{"url": f"{base}/a.png"}])
        fetch_all(press)
        assert f"{base}/a.png" in page_of(press)
        assert not events("a")

        answers["/a.png"] = (200, PNG, picture())
        fetch_all(press)  # the host is still being spared
        assert f"{base}/a.png" in page_of(press)
        monkeypatch.setattr(pictures, "_hosts", Hosts())
        fetch_all(press)
        assert base not in page_of(press)


def test_a_picture_is_given_up_after_repeated_failures(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    with host(monkeypatch, {"/a.png": (503, {}, b"")}) as base:
        press.article(id="a", body=BODY, images=[{"url": f"{base}/a.png"}])
        for _ in range(5):
            fetch_all(press)

    assert len(events("a")) == 1
    with look() as session:
        assert session.scalar(select(PictureOrder.article_id)) is None


def test_a_tracking_pixel_is_not_shown(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    with host(monkeypatch, {"/a.png": (200, PNG, picture((1, 1)))}) as base:
        press.article(id="a", body=f'{BODY}<img src="{base}/a.png" alt="">')
        fetch_all(press)

        assert base not in page_of(press)
    assert "<figure" not in page_of(press)
    assert not media_of(press)


def test_a_picture_fetched_before_is_shown_at_once(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
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
