"""Who can sign in to the desk, and what is refused."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from desk import api, oidc, pages
from desk.access import own_path
from desk.application import create_app
from desk.oidc import role_of_claims
from desk.start import check_start, host_of
from matbaa.errors import PermanentError
from matbaa.settings import get_settings
from tests.conftest import ROOT, Press
from tests.desk.conftest import TOKENS, Browser, signed_in

#: Every interface of the machine.
EVERYWHERE = "0.0.0.0"


def test_nobody_sees_a_page_without_signing_in(desk: TestClient) -> None:
    answer = desk.get("/articles?q=river", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/sign-in?next=%2Farticles%3Fq%3Driver"


def test_a_wrong_password_is_refused(desk: TestClient) -> None:
    answer = desk.post("/sign-in", data={"password": "wrong"})
    assert answer.status_code == 401
    assert "matbaa_session" not in desk.cookies


def test_attempts_to_sign_in_are_limited(desk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(get_settings(), "desk_sign_ins_per_minute", 2)
    tried = [desk.post("/sign-in", data={"password": "wrong"}).status_code for _ in range(3)]
    assert tried == [401, 401, 429]


def test_a_forged_session_is_refused(browser: Browser) -> None:
    browser.http.cookies.set("matbaa_session", "forged.session.here", domain="127.0.0.1")
    browser.http.cookies.clear()
    assert browser.http.get("/", follow_redirects=False).status_code == 303


def test_a_form_without_a_valid_csrf_token_is_refused(browser: Browser, press: Press) -> None:
    article = press.article(id="n-1").article_id
    answer = browser.http.post(f"/acts/kill/{article}", data={"csrf": "guessed"})
    assert answer.status_code == 403
    assert press.hints  # nothing was done: the article is still in the pipeline


def test_a_form_from_another_site_is_refused(browser: Browser) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert browser.http.post("/sign-out", headers=headers).status_code == 403
    headers = {"Origin": "https://evil.example"}
    assert browser.http.post("/sign-out", headers=headers).status_code == 403


def test_a_reader_sees_no_acts_and_may_do_none(desk: TestClient, press: Press) -> None:
    press.article(id="n-1")
    press.run()
    reader = signed_in(desk, "reader")
    assert "/acts/" not in reader.get("/articles/n-1").text
    assert reader.send("/acts/kill/n-1").status_code == 403
    assert reader.get("/submit").status_code == 403


def test_nothing_is_done_by_a_get(browser: Browser, press: Press) -> None:
    press.article(id="n-1")
    for path in ("/acts/kill/n-1", "/letters/all", "/sign-out"):
        assert browser.get(path).status_code in (404, 405, 422)


def test_the_content_security_policy_is_strict(browser: Browser) -> None:
    policy = browser.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("path", ["//evil.example", "/\\evil.example", "https://evil.example"])
def test_signing_in_redirects_to_no_other_site(path: str) -> None:
    assert own_path(path) == "/"


def test_listening_beyond_loopback_requires_a_secret(settings_env: pytest.MonkeyPatch) -> None:
    settings_env.delenv("MATBAA_DESK_TOKEN", raising=False)
    get_settings.cache_clear()
    check_start("127.0.0.1", get_settings())
    check_start("::1", get_settings())
    for host in (EVERYWHERE, "192.0.2.1", "desk.example"):
        with pytest.raises(PermanentError, match="MATBAA_DESK_TOKEN"):
            check_start(host, get_settings())


def test_the_listening_address_is_read_from_the_servers_arguments() -> None:
    assert host_of(["desk.app:app", "--host", EVERYWHERE]) == EVERYWHERE
    assert host_of(["--host=192.0.2.1"]) == "192.0.2.1"
    assert host_of(["-b", "192.0.2.1:80"]) == "192.0.2.1"
    assert host_of(["desk.app:app"]) == "127.0.0.1"


def test_the_desk_does_not_start_on_all_interfaces_without_a_secret() -> None:
    env = {**os.environ, "MATBAA_DESK_HOST": EVERYWHERE, "MATBAA_DESK_TOKEN": ""}
    started = subprocess.run(
        [sys.executable, "-m", "desk"],
        cwd=ROOT,
        env=env,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert started.returncode == 2
    assert b"MATBAA_DESK_TOKEN" in started.stderr


def test_without_a_secret_only_requests_to_loopback_are_answered(
    press: Press, settings_env: pytest.MonkeyPatch
) -> None:
    settings_env.delenv("MATBAA_DESK_TOKEN", raising=False)
    get_settings.cache_clear()
    elsewhere = TestClient(create_app(), base_url="http://desk.example")
    assert elsewhere.get("/v1/articles/x").status_code == 403


@pytest.mark.parametrize(
    ("claims", "role"),
    [
        ({"roles": ["staff", "Editor"]}, "editor"),
        ({"roles": "operator"}, "operator"),
        ({"roles": ["reader", "operator"]}, "operator"),
        ({"roles": []}, None),
        ({}, None),
    ],
)
def test_the_identity_provider_determines_the_role(
    claims: dict[str, object], role: str | None
) -> None:
    found = role_of_claims(claims, "roles")
    assert (found.word if found else None) == role


def test_a_nested_claim_is_found() -> None:
    found = role_of_claims({"realm_access": {"roles": ["editor"]}}, "realm_access.roles")
    assert found is not None
    assert found.word == "editor"


#: Routes open to anybody: signing in, what is public on the site anyway, and probes.
OPEN = {
    "/sign-in",
    "/sign-in/oidc",
    "/sign-in/oidc/return",
    "/preferences",
    "/desk/{_fingerprint}/{name}",
    "/site-files/{site}/{path:path}",
    "/openapi.json",
    "/problems",
    "/livez",
    "/readyz",
    "/metrics",
}
#: Routes for bulk operations, which only an operator may use.
OPERATORS_ONLY = {"/letters/all"}


def every_route() -> list[tuple[str, str]]:
    """Method and path template of every route."""
    routers = (*api.ROUTERS, *pages.ROUTERS, oidc.router)
    routes = [each for router in routers for each in router.routes if isinstance(each, APIRoute)]
    return [(method, route.path) for route in routes for method in route.methods or ()]


def asked(desk: TestClient, method: str, path: str, **headers: str) -> int:
    """The status that a request is answered with."""
    said = re.sub(r"\{[^}]*\}", "x", path.replace("{number}", "1"))
    answer = desk.request(method, said, headers=headers, follow_redirects=False)
    return answer.status_code


def test_only_the_intended_routes_are_open_without_signing_in(desk: TestClient) -> None:
    assert len(every_route()) > 25
    for method, path in every_route():
        if path in OPEN:
            continue
        assert asked(desk, method, path) in (303, 401, 403), f"{method} {path} is open"


def test_no_route_that_changes_anything_is_open_to_readers(desk: TestClient) -> None:
    token = {"Authorization": f"Bearer {TOKENS['reader']}"}
    signed_in(desk, "reader")
    changing = [each for each in every_route() if each[0] not in ("GET", "HEAD")]
    assert len(changing) > 6
    for method, path in changing:
        if path in OPEN or path == "/sign-out":
            continue
        assert asked(desk, method, path, **token) == 403, f"{method} {path} is open to readers"


def test_bulk_operations_are_for_operators_only(desk: TestClient) -> None:
    browser = signed_in(desk, "editor")
    for path in OPERATORS_ONLY:
        assert browser.send(path, do="retry").status_code == 403
