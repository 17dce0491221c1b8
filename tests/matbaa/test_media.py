"""Pictures are fetched from the public internet only, within limits of size and time."""

from __future__ import annotations

import io
import socket
import struct
import time
import zlib
from contextlib import suppress
from threading import Thread

import pytest
from PIL import Image

from matbaa import media
from matbaa.errors import Rejected, ServiceUnavailable
from matbaa.media import Policy, fetch, is_global
from matbaa.renditions import variants
from tests.pictures import picture, server


@pytest.fixture
def open_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Treat loopback as the public internet, which tests do not reach."""
    monkeypatch.setattr(media, "is_global", lambda address: address == "127.0.0.1")


PNG = {"Content-Type": "image/png"}


def policy(port: int, **changes: object) -> Policy:
    values: dict[str, object] = {"enabled": True, "ports": frozenset({port}), **changes}
    return Policy(**{"resolve": lambda host, port: ["127.0.0.1"], **values})  # type: ignore[arg-type]  # any field


@pytest.mark.usefixtures("open_loopback")
def test_a_picture_is_fetched_through_a_redirect() -> None:
    with server({"/a": (302, {"Location": "/b"}, b""), "/b": (200, PNG, b"picture")}) as port:
        assert fetch(f"http://pictures.example:{port}/a", policy(port)) == b"picture"


@pytest.mark.usefixtures("open_loopback")
@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((200, {"Content-Type": "text/html"}, b"<p>"), "is not an accepted kind of picture"),
        ((200, {**PNG, "Content-Encoding": "gzip"}, b"x"), "is not an accepted kind of picture"),
        ((200, PNG, b"x" * 2_000), "larger than 1,000 bytes"),
        ((404, PNG, b""), "answered 404"),
        ((302, {"Location": "/"}, b""), "more than 3 redirects"),
        ((302, {"Location": "file:///etc/passwd"}, b""), "not an http or https address"),
        ((302, {"Location": "http://10.0.0.1:1/"}, b""), "not fetched from port 1"),
    ],
)
def test_what_the_policy_forbids_is_refused(
    answer: tuple[int, dict[str, str], bytes], reason: str
) -> None:
    with server({"/": answer}) as port, pytest.raises(Rejected, match=reason):
        fetch(f"http://pictures.example:{port}/", policy(port, max_bytes=1_000))


@pytest.mark.usefixtures("open_loopback")
def test_a_failing_server_is_a_transient_error() -> None:
    with server({"/": (503, {}, b"")}) as port, pytest.raises(ServiceUnavailable):
        fetch(f"http://pictures.example:{port}/", policy(port))


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "10.1.2.3",
            "169.254.169.254",
            "192.168.0.1",
            "0.0.0.0",
            "100.64.0.1",
            "224.0.0.1",
        ),
        *(
            "::1",
            "fe80::1%eth0",
            "fd00::1",
            "::ffff:127.0.0.1",
            "2002:7f00:1::",
            "64:ff9b::a00:1",
            "x",
        ),
    ],
)
def test_private_addresses_are_refused(address: str) -> None:
    assert not is_global(address)
    with pytest.raises(Rejected, match="not on the public internet"):
        fetch(
            "http://pictures.example/",
            Policy(enabled=True, resolve=lambda host, port: ["8.8.8.8", address]),
        )


@pytest.mark.usefixtures("open_loopback")
def test_a_server_that_sends_byte_by_byte_is_abandoned() -> None:
    def drip(listening: socket.socket) -> None:
        with listening.accept()[0] as connection, suppress(OSError):
            for byte in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 400:
                connection.sendall(bytes([byte]))
                time.sleep(0.02)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = Thread(target=drip, args=(listening,))
        thread.start()
        port = listening.getsockname()[1]
        started = time.monotonic()
        with pytest.raises(ServiceUnavailable):
            fetch(f"http://pictures.example:{port}/", policy(port, seconds=0.3))
        assert time.monotonic() - started < 5
        thread.join()


def test_public_addresses_are_accepted() -> None:
    assert is_global("8.8.8.8")
    assert is_global("2606:4700::1111")


@pytest.mark.parametrize(
    "url",
    [
        *(
            "file:///etc/passwd",
            "gopher://127.0.0.1:6379/_FLUSHALL",
            "s3://bucket/x",
            "//x.example",
            "x",
        ),
        *(
            "http://u:p@x.example/",
            "http://x.example:22/",
            "http://x.example:99999/",
            "http://[::1",
            "http://",
        ),
        *("ht\ttp://127.0.0.1/", "http://x.example/\r\nHost: y", "http://x.example\\@127.0.0.1/"),
    ],
)
def test_invalid_addresses_are_refused_without_resolving_them(url: str) -> None:
    def never(host: str, port: int) -> list[str]:
        raise AssertionError(f"{host} was resolved")

    with pytest.raises(Rejected):
        fetch(url, Policy(enabled=True, resolve=never))


def test_nothing_is_fetched_unless_enabled() -> None:
    with pytest.raises(Rejected, match="not enabled"):
        fetch("https://x.example/a.png", Policy())


def test_a_picture_is_made_smaller_never_larger() -> None:
    made = variants(picture())

    assert {(one.width, one.height) for one in made} == {(480, 240), (960, 480), (1000, 500)}
    assert {one.media_type for one in made} == {"image/avif", "image/webp", "image/jpeg"}
    assert len({one.content_hash for one in made}) == 9


def test_transparency_is_kept() -> None:
    made = variants(picture((10, 10), mode="RGBA"))

    assert [one.media_type for one in made] == ["image/avif", "image/webp", "image/png"]


def test_a_variant_has_the_size_it_states() -> None:
    for one in variants(picture((500, 100))):
        with Image.open(io.BytesIO(one.body)) as image:
            assert image.size == (one.width, one.height)


def huge(width: int, height: int) -> bytes:
    """A PNG that claims a size and has no data."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    checked = header + struct.pack(">I", zlib.crc32(header))
    data = b"\x00\x00\x00\x00IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + checked + data


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (huge(65_535, 65_535), "30,000,000 pixels"),
        (huge(2**31 - 1, 2**31 - 1), "30,000,000 pixels"),
        (huge(1, 40_000), "longer than"),
        (huge(10, 10), "not a readable picture"),
        (b"GIF89a", "not a readable picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a readable picture"),
        (b"", "not a readable picture"),
        (picture()[:-60], "not a readable picture"),
    ],
)
def test_decompression_bombs_and_broken_pictures_are_refused(body: bytes, reason: str) -> None:
    with pytest.raises(Rejected, match=reason):
        variants(body)
