"""Signing in at an identity provider, over real HTTP with a provider on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from joserfc.jwk import RSAKey

from desk import oidc
from desk.application import create_app
from matbaa.settings import get_settings
from tests.conftest import Press
from tests.desk.provider import CLIENT, SECRET, Provider, running_provider
from tests.desk.test_unsent import HTML, hidden

WRITTEN = "# Rain at last\n\nIt rained in the valley."


@pytest.fixture
def provider() -> Iterator[Provider]:
    """An organisation's identity provider."""
    with running_provider() as provider:
        yield provider


@pytest.fixture
def desk(press: Press, settings_env: pytest.MonkeyPatch, provider: Provider) -> TestClient:
    """A desk that people can enter only through the provider."""
    return desk_of(settings_env, provider.issuer)


def desk_of(settings_env: pytest.MonkeyPatch, issuer: str) -> TestClient:
    """A desk that uses the provider at this address."""
    settings_env.setenv("MATBAA_DESK_OIDC_ISSUER", issuer)
    settings_env.setenv("MATBAA_DESK_OIDC_CLIENT_ID", CLIENT)
    settings_env.setenv("MATBAA_DESK_OIDC_CLIENT_SECRET", SECRET)
    get_settings.cache_clear()
    oidc._provider.cache_clear()
    return TestClient(create_app(), base_url="http://127.0.0.1", headers=HTML)


def come_in(desk: TestClient, provider: Provider, next: str = "/") -> Any:
    """Sign in at the provider and return; the page that this leads to."""
    left = desk.get("/sign-in/oidc", params={"next": next}, follow_redirects=False)
    assert left.headers["Location"].startswith(provider.issuer)
    query = provider.enter(left.headers["Location"])
    return desk.get("/sign-in/oidc/return", params=query)


def test_signing_in_at_the_provider_leads_back_to_the_requested_page(
    desk: TestClient, provider: Provider
) -> None:
    asked = desk.get("/articles?q=river")
    assert 'href="/sign-in/oidc?next=%2Farticles%3Fq%3Driver"' in asked.text
    page = come_in(desk, provider, "/articles?q=river")
    assert (page.url.path, page.url.query) == ("/articles", b"q=river")
    assert "Mona" in page.text
    assert "editor" in page.text


def test_signing_in_at_the_provider_redirects_to_no_other_site(
    desk: TestClient, provider: Provider
) -> None:
    assert come_in(desk, provider, "//evil.example").url.path == "/"


def test_a_document_of_an_ended_session_is_kept_when_signing_in_at_the_provider(
    desk: TestClient, provider: Provider, press: Press
) -> None:
    fields = {"csrf": "of-an-hour-ago", "document": WRITTEN, "key": "k"}
    kept = hidden(desk.post("/submit", data=fields).text)
    come_in(desk, provider)  # in another tab
    offered = desk.post("/submit", data={"document": kept["document"], "key": kept["key"]})
    assert not press.hints  # nothing is submitted without a click
    sent = desk.post("/submit", data=hidden(offered.text))
    assert sent.url.path.startswith("/articles/")
    assert press.hints


def test_an_account_without_a_role_is_refused_with_the_reason(
    desk: TestClient, provider: Provider
) -> None:
    provider.claims = {"name": "Mona", "roles": ["accountant"]}
    refused = come_in(desk, provider)
    assert refused.status_code == 403
    assert "account has no role" in refused.text


def test_a_token_with_a_forged_signature_is_refused(desk: TestClient, provider: Provider) -> None:
    forger = RSAKey.generate_key(2048, parameters={"kid": provider.key.kid or ""})
    provider.signs_with = forger
    assert come_in(desk, provider).status_code == 401
    assert desk.get("/", follow_redirects=False).status_code == 303


def test_an_unsolicited_answer_of_the_provider_is_refused(desk: TestClient) -> None:
    answer = desk.get("/sign-in/oidc/return?code=stolen&state=of-another")
    assert answer.status_code == 401
    assert "the identity provider refused" in answer.text


def test_a_refusal_at_the_provider_is_reported(desk: TestClient) -> None:
    answer = desk.get("/sign-in/oidc/return?error=access_denied")
    assert answer.status_code == 401
    assert "access_denied" in answer.text


def test_an_unavailable_provider_is_reported_and_a_password_still_works(
    press: Press, settings_env: pytest.MonkeyPatch
) -> None:
    answer = desk_of(settings_env, "http://127.0.0.1:1").get("/sign-in/oidc")
    assert answer.status_code == 503
    assert "Nobody can sign in there" in answer.text
    assert 'href="/sign-in"' in answer.text
