"""The demo serves pictures from this machine, and the press may fetch only those."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from matbaa import media
from matbaa.commands.picture_host import PictureHost
from matbaa.errors import Rejected
from matbaa.settings import Settings

SAMPLE = b'{"images": [{"url": "https://media.example.org/bee.jpg"}]}'


@pytest.fixture
def host(tmp_path: Path) -> PictureHost:
    (tmp_path / "bee.jpg").write_bytes(b"a bee")
    return PictureHost(tmp_path, tmp_path / "data")


def policy(host: PictureHost, monkeypatch: pytest.MonkeyPatch) -> media.Policy:
    for name, value in host.env.items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    return media.Policy(
        enabled=settings.fetch_images,
        ports=frozenset(settings.image_ports),
        inside=settings.image_networks,
    )


def test_a_samples_picture_is_served_at_its_rewritten_address(
    host: PictureHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = json.loads(host.stand_in(SAMPLE))["images"][0]["url"]
    with host:
        assert media.fetch(url, policy(host, monkeypatch)) == b"a bee"


def test_nothing_else_is_fetched(host: PictureHost, monkeypatch: pytest.MonkeyPatch) -> None:
    with host, pytest.raises(Rejected, match="port 80"):
        media.fetch("http://127.0.0.1/bee.jpg", policy(host, monkeypatch))


def test_the_next_demo_gives_the_same_addresses(host: PictureHost, tmp_path: Path) -> None:
    with host:
        said = host.stand_in(SAMPLE)
    with PictureHost(tmp_path, tmp_path / "data") as again:
        assert (again.stand_in(SAMPLE), again.env) == (said, host.env)


def test_a_port_taken_by_another_program_is_not_allowed(host: PictureHost, tmp_path: Path) -> None:
    with host, PictureHost(tmp_path, tmp_path / "data") as again:
        assert (again.stand_in(SAMPLE), again.env) == (host.stand_in(SAMPLE), {})
