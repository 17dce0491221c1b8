"""A desk on a pipeline without its broker, and browsers that have signed in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi.testclient import TestClient

from desk.application import create_app
from matbaa.settings import get_settings
from tests.conftest import Press

TOKENS = {"operator": "token-of-operators", "editor": "token-of-editors", "reader": "a-reader"}


@dataclass
class Browser:
    """A person at the desk: keeps cookies and sends forms as the pages have them."""

    http: TestClient

    def get(self, path: str, **headers: str) -> Any:
        """Get a page."""
        return self.http.get(path, headers={"Accept": "text/html", **headers})

    def send(self, path: str, **fields: Any) -> Any:
        """Send a form with its CSRF token, and follow to the page it leads to."""
        form = re.search(r'name="csrf" value="([^"]+)"', self.get("/problems").text)
        assert form is not None
        return self.http.post(
            path, data={"csrf": form[1], **fields}, headers={"Accept": "text/html"}
        )


@pytest.fixture
def desk(press: Press, settings_env: pytest.MonkeyPatch) -> TestClient:
    """The desk's API, without a token."""
    settings_env.setenv("MATBAA_DESK_TOKEN", TOKENS["operator"])
    settings_env.setenv("MATBAA_DESK_EDITOR_TOKEN", TOKENS["editor"])
    settings_env.setenv("MATBAA_DESK_READER_TOKEN", TOKENS["reader"])
    get_settings.cache_clear()
    return TestClient(create_app(), base_url="http://127.0.0.1")


@pytest.fixture
def api(desk: TestClient) -> TestClient:
    """The desk's API with an operator's token."""
    desk.headers["Authorization"] = f"Bearer {TOKENS['operator']}"
    return desk


def signed_in(desk: TestClient, role: str) -> Browser:
    """A browser in which somebody with this role has signed in."""
    answer = desk.post(
        "/sign-in", data={"name": "Mona", "password": TOKENS[role], "next": "/problems"}
    )
    assert answer.status_code == 200
    return Browser(desk)


@pytest.fixture
def browser(desk: TestClient) -> Browser:
    """An operator's browser."""
    return signed_in(desk, "operator")
