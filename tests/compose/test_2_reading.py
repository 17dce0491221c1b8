"""What the site service delivers: pages, compression, headers, redirects and removed pages."""

from __future__ import annotations

import gzip
import json

import brotli
import pytest

from tests.compose.stack import Stack

pytestmark = [pytest.mark.compose, pytest.mark.timeout(600)]

_SECURITY = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "content-security-policy": "frame-ancestors 'self'; object-src 'none'",
}


def test_the_page_of_the_first_real_input_is_served_correctly(stack: Stack) -> None:
    said = stack.cli("submit", "samples/seed.txt", "--wait", "--json")
    page = stack.site(json.loads(said)["url"])
    assert page.status == 200
    assert '<html lang="ar" dir="rtl"' in page.body
    assert "الروسية" in page.body
    assert page.headers["cache-control"].startswith("public, max-age=")
    assert page.headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("path", ["/", "/nothing/", "/feed.xml", "/livez"])
def test_every_answer_has_the_security_headers(stack: Stack, path: str) -> None:
    found = stack.site(path)
    assert {name: found.headers.get(name) for name in _SECURITY} == _SECURITY
    assert found.headers["server"] == "nginx"


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("gzip, br;q=0", "gzip"), ("identity", None)],
)
def test_pages_are_compressed_as_the_client_accepts(
    stack: Stack, accepted: str, encoding: str | None
) -> None:
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    packed = stack.site("/", {"Accept-Encoding": accepted})
    assert packed.headers.get("content-encoding") == encoding
    assert packed.headers["vary"] == "Accept-Encoding"
    assert unpack(packed.content) == stack.site("/").content
    again = {"Accept-Encoding": accepted, "If-None-Match": packed.headers["etag"]}
    assert stack.site("/", again).status == 304


def test_an_unknown_path_gets_the_404_page(stack: Stack) -> None:
    missing = stack.site("/nothing/here/")
    assert missing.status == 404
    assert "<html" in missing.body


def test_a_directory_without_its_slash_redirects_to_its_index(stack: Stack) -> None:
    path = stack.publish("slash")
    moved = stack.site(path.rstrip("/"))
    assert (moved.status, moved.headers["location"]) == (308, path)


def test_the_old_address_of_an_article_redirects_after_a_new_slug(stack: Stack) -> None:
    old = stack.publish("renamed", slug="a-bridge")
    new = stack.publish("renamed", slug="a-better-bridge")
    moved = stack.site(old)
    assert moved.status == 301
    assert moved.headers["location"].endswith(new)
    assert stack.site(new).status == 200


def test_a_killed_article_is_gone_within_a_second(stack: Stack) -> None:
    path = stack.publish("wrong")
    assert stack.site(path).status == 200
    stack.matbaa("kill", "wrong", "--why", "It was wrong.", "--wait")
    gone = stack.site(path)
    assert gone.status == 410
    assert "It is open." not in gone.body


def test_unnormalised_addresses_do_not_affect_the_front_page(stack: Stack) -> None:
    for crooked in ("/nothing/../", "//", "/%2e%2e/", "/./"):
        stack.site(crooked)
        assert stack.site("/").status == 200, crooked


def test_other_methods_than_reading_are_refused(stack: Stack) -> None:
    assert stack.get(f"http://127.0.0.1:{stack.env['SITE_PORT']}/", body=b"x").status == 405
