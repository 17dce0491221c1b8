"""CDNs, search engines and hubs are notified of uploads, with retries until they accept."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import boto3
import httpx2
import pytest
from sqlalchemy import func, select, update

from matbaa import outlets
from matbaa.errors import ServiceUnavailable
from matbaa.settings import Site, get_settings
from models import Notice, OutletRow
from models.base import db_now
from models.session import look, transaction
from tasks import acts, notices
from tests.conftest import Press

CDN, HUB, INDEX = "https://cdn.example/purge", "https://hub.example/", "https://index.example/"


class World:
    """A stand-in for the outside world: records requests and gives the set answer."""

    def __init__(self) -> None:
        self.status = 200
        self.got: list[tuple[str, dict[str, Any]]] = []

    def post(self, address: str, **said: Any) -> httpx2.Response:
        self.got.append((address, said))
        return httpx2.Response(self.status)

    def told(self, address: str) -> list[dict[str, Any]]:
        return [said for where, said in self.got if where == address]


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    world = World()
    monkeypatch.setattr(httpx2, "post", world.post)
    return world


Configure = Callable[..., None]


@pytest.fixture
def configure(press: Press, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Configure:
    """Write the settings of the only site, as an installation has them."""

    def write(**fields: str) -> None:
        file = tmp_path / "sites.toml"
        lines = [f"{name} = {json.dumps(value)}" for name, value in fields.items()]
        file.write_text("\n".join(["[sites.main]", *lines]))
        monkeypatch.setenv("MATBAA_SITES_FILE", str(file))
        monkeypatch.setenv("MATBAA_PURGE_TOKEN", "s3cret")
        get_settings.cache_clear()

    return write


def waiting() -> int:
    with look() as session:
        return session.scalar(select(func.count()).select_from(Notice)) or 0


def test_a_site_without_outlets_keeps_no_notices(press: Press) -> None:
    press.article(id="a")
    press.run()
    assert (waiting(), notices.are_wanted()) == (0, False)


def test_only_replaced_pages_are_purged_from_a_cdn(
    press: Press, configure: Configure, world: World
) -> None:
    configure(purge_url=CDN)
    press.article(id="a", title="First")
    press.run()
    notices.tell_all()
    world.got.clear()
    press.article(id="a", title="Second")
    press.run()
    assert notices.tell_all() > 0
    files = [file for said in world.told(CDN) for file in said["json"]["files"]]
    page = next(file for file in files if file.endswith("/article.json"))
    folder = page.removesuffix("article.json")
    assert {folder, f"{folder}index.html", "http://127.0.0.1:8080/"} <= set(files)
    assert not any("/assets/" in file for file in files)
    assert world.got[0][1]["headers"] == {"Authorization": "Bearer s3cret"}
    assert waiting() == 0


def test_no_notice_is_sent_before_the_upload(
    press: Press, configure: Configure, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(indexnow_key="0123456789", indexnow_url=INDEX)
    with monkeypatch.context() as away:
        away.setattr(press.storage, "put", _is_away)
        press.article(id="a")
        press.run()
        notices.tell_all()
    assert world.got == []


def _is_away(*_args: object, **_kwargs: object) -> str:
    raise ServiceUnavailable("storage", "is away")


def test_search_engines_are_notified_of_an_article_and_of_its_takedown(
    press: Press, configure: Configure, world: World
) -> None:
    configure(indexnow_key="0123456789", indexnow_url=INDEX)
    press.article(id="a")
    press.run()
    notices.tell_all()
    acts.kill("a", who="Mona", why="")
    press.run()
    notices.tell_all()
    first, second = (said["json"] for said in world.told(INDEX))
    assert first == second
    assert (first["host"], len(first["urlList"])) == ("127.0.0.1:8080", 1)
    assert first["urlList"][0].endswith("/")
    assert press.storage.objects["0123456789.txt"].blob.body == b"0123456789"
    assert first["keyLocation"] == "http://127.0.0.1:8080/0123456789.txt"


def test_a_hub_is_pinged_for_every_changed_feed(
    press: Press, configure: Configure, world: World
) -> None:
    configure(websub_hub=HUB)
    press.article(id="a", section="World")
    press.run()
    notices.tell_all()
    pings = [parse_qs(str(httpx2.QueryParams(said["data"]))) for said in world.told(HUB)]
    assert all(ping["hub.mode"] == ["publish"] for ping in pings)
    topics = {ping["hub.url"][0].removeprefix("http://127.0.0.1:8080/") for ping in pings}
    assert {"feed.xml", "atom.xml", "feed.json", "section/world/feed.xml"} <= topics


def test_a_purge_request_has_the_documented_form(press: Press, configure: Configure) -> None:
    got: list[tuple[str | None, dict[str, Any]]] = []

    class Server(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append((self.headers["Authorization"], json.loads(body)))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Server) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        configure(purge_url=f"http://127.0.0.1:{server.server_port}/purge")
        for title in ("First", "Second"):
            press.article(id="a", title=title)
            press.run()
        assert notices.tell_all() > 0
        server.shutdown()
    assert {authorization for authorization, _said in got} == {"Bearer s3cret"}
    assert any("http://127.0.0.1:8080/" in said["files"] for _authorization, said in got)


def test_a_failed_notice_is_retried_and_its_failure_recorded(
    press: Press, configure: Configure, world: World
) -> None:
    configure(indexnow_key="0123456789", indexnow_url=INDEX)
    world.status = 503
    press.article(id="a")
    press.run()
    assert notices.tell_all() == 0
    assert notices.tell_all() == 0  # not due yet
    assert len(world.got) == 1
    with look() as session:
        row = session.scalars(select(OutletRow)).one()
    assert (row.failures, row.error) == (1, "answered 503: ")
    with transaction() as session:
        session.execute(update(OutletRow).values(next_attempt_at=db_now()))
    world.status = 202
    assert notices.tell_all() == 1
    with look() as session:
        row = session.scalars(select(OutletRow)).one()
    assert (row.taken, row.failures, row.error) == (1, 0, None)


def test_a_notice_that_fails_for_days_is_given_up_and_counted(
    press: Press, configure: Configure, world: World
) -> None:
    configure(indexnow_key="0123456789", indexnow_url=INDEX)
    world.status = 403
    press.article(id="a")
    press.run()
    with transaction() as session:
        session.execute(update(Notice).values(at=db_now(-timedelta(days=4).total_seconds())))
    notices.tell_all()
    with look() as session:
        assert session.scalars(select(OutletRow.given_up)).one() == 1
    assert waiting() == 0


def test_a_kill_is_complete_only_after_the_cdns_purge(
    press: Press, configure: Configure, world: World
) -> None:
    from workers.commands.acting import reached
    from workers.commands.status import known

    configure(purge_url=CDN)
    press.article(id="a")
    press.run()
    act = acts.kill("a", who="Mona", why="")
    press.run()
    report = reached(known("a"), act)
    assert (report["listings"], report["copies"], report["complete"]) == (True, False, False)
    notices.tell_all()
    report = reached(known("a"), act)
    assert (report["copies"], report["complete"]) == (True, True)


def test_a_cloudfront_invalidation_names_its_paths_and_occasion(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[dict[str, Any]] = []

    class Client:
        def create_invalidation(self, **said: Any) -> None:
            asked.append(said)

    monkeypatch.setattr(boto3, "client", lambda *_args, **_kwargs: Client())
    site = Site(cloudfront_distribution="E2", base_url="https://news.example/ar")
    (outlet,) = outlets.outlets_of(site, get_settings())
    outlet.tell(["2025/أخبار/index.html"], "7")
    said = asked[0]["InvalidationBatch"]
    folder = "/ar/2025/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/"
    assert said["Paths"] == {"Quantity": 2, "Items": [f"{folder}index.html", folder]}
    assert said["CallerReference"] == "matbaa-main-7"
    assert asked[0]["DistributionId"] == "E2"
