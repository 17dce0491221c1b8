"""The published site as the desk's server delivers it to readers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from starlette.testclient import TestClient

from desk.site import app
from matbaa.settings import get_settings
from matbaa.storage import Blob
from tasks.publications import storage_of

_PAGE = b"<!doctype html><p>" + "بدأ المجلس أعماله. ".encode() * 100


def _configure(env: pytest.MonkeyPatch, folder: Path, **urls: str) -> None:
    """Set up sites with these base URLs, each with a storage of its own."""
    tables = (
        f'[sites.{key}]\nbase_url = "{url}"\nstorage_url = "file://{folder}/{key}"\n'
        for key, url in urls.items()
    )
    (folder / "sites.toml").write_text("".join(tables))
    env.setenv("MATBAA_SITES_FILE", f"{folder}/sites.toml")
    get_settings.cache_clear()


@pytest.fixture
def site(settings_env: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[TestClient]:
    """A reader of a site with one page."""
    _configure(settings_env, tmp_path, news="http://news.example", sport="http://sport.example")
    for key in ("news", "sport"):
        storage_of(key).put(f"{key}/index.html", Blob(_PAGE, "text/html; charset=utf-8"))
    with TestClient(app, base_url="http://news.example") as client:
        client.headers["Accept-Encoding"] = "identity"
        yield client


def test_a_directory_shows_its_index_and_redirects_without_its_slash(site: TestClient) -> None:
    assert site.get("/news/").content == _PAGE
    moved = site.get("/news", follow_redirects=False)
    assert (moved.status_code, moved.headers["Location"]) == (308, "/news/")


def test_clients_get_brotli_if_they_accept_it_and_gzip_otherwise(site: TestClient) -> None:
    with site.stream("GET", "/news/", headers={"Accept-Encoding": "gzip, deflate"}) as packed:
        assert packed.headers["Content-Encoding"] == "gzip"
    with site.stream("GET", "/news/", headers={"Accept-Encoding": "gzip, br"}) as packed:
        assert packed.headers["Content-Encoding"] == "br"
        assert packed.headers["Vary"] == "Accept-Encoding"
        assert brotli.decompress(b"".join(packed.iter_raw())) == _PAGE


@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
def test_a_pages_etag_is_recognised_with_any_compression(site: TestClient, encoding: str) -> None:
    etag = site.get("/news/", headers={"Accept-Encoding": encoding}).headers["ETag"]
    again = site.get("/news/", headers={"Accept-Encoding": "br", "If-None-Match": etag})
    assert again.status_code == 304


def test_each_site_is_served_under_its_own_host(site: TestClient) -> None:
    assert site.get("/sport/").status_code == 404
    assert site.get("/sport/", headers={"Host": "sport.example"}).status_code == 200
    assert site.get("/news/", headers={"Host": "10.0.0.7:8000"}).status_code == 200


@pytest.fixture
def editions(settings_env: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[TestClient]:
    """A reader of two sites on one host, one of them below a path."""
    _configure(settings_env, tmp_path, world="http://x.example", ar="http://x.example/ar/")
    for key in ("world", "ar"):
        for path in ("index.html", "2026/index.html"):
            storage_of(key).put(path, Blob(f"{key} {path}".encode(), "text/plain"))
    with TestClient(app, base_url="http://x.example") as client:
        yield client


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/", "world index.html"),
        ("/2026/", "world 2026/index.html"),
        ("/ar/", "ar index.html"),
        ("/ar/2026/", "ar 2026/index.html"),
        ("/ar/2026", "ar 2026/index.html"),
        ("/ar", "ar index.html"),
    ],
)
def test_a_site_is_served_below_the_path_of_its_base_url(
    editions: TestClient, address: str, page: str
) -> None:
    assert editions.get(address).text == page


def test_a_proxy_may_remove_the_path_of_the_only_site(
    settings_env: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings_env.setenv("MATBAA_BASE_URL", "https://x.example/ar")
    settings_env.setenv("MATBAA_STORAGE_URL", f"file://{tmp_path}/ar")
    get_settings.cache_clear()
    storage_of("main").put("2026/index.html", Blob(_PAGE, "text/html; charset=utf-8"))
    with TestClient(app, base_url="https://x.example") as client:
        assert client.get("/2026/").content == client.get("/ar/2026/").content == _PAGE


@pytest.mark.parametrize("path", ["/nothing/", "/news/../news/", "/%00/", "/a//b"])
def test_an_unknown_path_is_not_found(site: TestClient, path: str) -> None:
    assert site.get(path).status_code in {200, 404}
