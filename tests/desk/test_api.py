"""The HTTP API for articles."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.conftest import Press
from tests.desk.conftest import TOKENS

STORY: dict[str, Any] = {
    "id": "n-1",
    "title": "The river rose overnight",
    "body": "The river rose overnight. Two bridges closed.\n\nThe town slept.",
}


def test_an_article_is_accepted_and_then_found_live(api: TestClient, press: Press) -> None:
    accepted = api.post("/v1/articles", json=STORY)
    assert accepted.status_code == 202
    assert accepted.headers["Location"] == "/v1/articles/n-1"
    assert accepted.json()["status"] == "accepted"

    press.run()

    shown = api.get(accepted.headers["Location"]).json()
    assert shown["status"] == "published"
    assert shown["live"]
    assert shown["url"].startswith("http")


def test_a_repeated_key_gets_the_same_answer_unless_the_payload_differs(api: TestClient) -> None:
    headers = {"Idempotency-Key": '"k-1"'}
    first = api.post("/v1/articles", json=STORY, headers=headers)
    again = api.post("/v1/articles", json=STORY, headers=headers)
    other = api.post("/v1/articles", json={**STORY, "title": "Another"}, headers=headers)

    assert first.json()["revision"] == again.json()["revision"] == 1
    assert again.json()["status"] == "duplicate"
    assert other.status_code == 422
    assert "k-1" in other.json()["detail"]


def test_a_put_is_idempotent_and_names_its_article(api: TestClient) -> None:
    body = {key: value for key, value in STORY.items() if key != "id"}
    first = api.put("/v1/articles/urn%3Anews%2F7", json=body)
    again = api.put("/v1/articles/urn%3Anews%2F7", json=body)

    assert first.json()["id"] == "urn:news/7"
    assert again.json()["status"] == "duplicate"
    assert api.get(first.headers["Location"]).json()["revision"] == 1


def test_a_put_with_the_id_of_another_article_is_refused(api: TestClient) -> None:
    assert api.put("/v1/articles/n-2", json=STORY).status_code == 422


def test_an_article_that_has_not_changed_since_the_last_poll_is_answered_with_304(
    api: TestClient,
) -> None:
    api.put("/v1/articles/n-1", json=STORY)
    first = api.get("/v1/articles/n-1")

    again = api.get("/v1/articles/n-1", headers={"If-None-Match": first.headers["ETag"]})
    api.put("/v1/articles/n-1", json={**STORY, "title": "Rain stops over the city"})
    changed = api.get("/v1/articles/n-1", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert changed.status_code == 200


def test_a_revision_with_different_content_is_a_conflict(api: TestClient) -> None:
    api.post("/v1/articles", json={**STORY, "revision": 4})
    answer = api.post("/v1/articles", json={**STORY, "revision": 4, "title": "Another"})
    assert answer.status_code == 409
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("article", "pointer"),
    [
        ({"body": ""}, "/body"),
        ({"body": "Text.", "titel": "typo"}, "/titel"),
        ({"body": "Text.", "authors": [{"name": ""}]}, "/authors/0/name"),
        ({"title": "no body"}, "/body"),
    ],
)
def test_a_problem_points_at_the_field(api: TestClient, article: Any, pointer: str) -> None:
    answer = api.post("/v1/articles", json=article)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer


@pytest.mark.parametrize(
    ("payload", "pointer"),
    [
        (b'{"body": "x", "title": "\\ud800"}', "/article"),
        (b'{"body": "x", "id": "a\\u0000b"}', "/id"),
        (b'{"body": "x", "id": "' + b"x" * 256 + b'"}', "/id"),
        (b'{"type": "text", "headline": "x", "uri": "' + b"u" * 256 + b'"}', "/uri"),
        (b"[" * 5_000, "/article"),
    ],
)
def test_characters_that_no_article_may_contain_are_refused(
    api: TestClient, payload: bytes, pointer: str
) -> None:
    answer = api.post("/v1/articles", content=payload, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_a_request_over_the_size_limit_is_refused_before_it_is_read(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from matbaa.settings import get_settings

    monkeypatch.setattr(get_settings(), "max_submission_bytes", 1_000)
    answer = api.post("/v1/articles", json={"body": "long " * 1_000})
    assert answer.status_code == 413


def test_a_document_is_accepted_in_its_own_format(api: TestClient, press: Press) -> None:
    markdown = "# Rain at last\n\nIt rained in the valley for the first time in a year."
    answer = api.post("/v1/articles", content=markdown, headers={"Content-Type": "text/markdown"})
    press.run()
    assert api.get(answer.headers["Location"]).json()["title"] == "Rain at last"


def test_an_unknown_media_type_is_refused(api: TestClient) -> None:
    answer = api.post("/v1/articles", content=b"x", headers={"Content-Type": "image/png"})
    assert answer.status_code == 415


def test_an_invalid_id_is_refused_and_not_replaced(api: TestClient) -> None:
    answer = api.put("/v1/articles/n-1", json={**STORY, "id": {}})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/id"


def test_an_id_that_no_article_can_have_is_refused_by_every_address(api: TestClient) -> None:
    for address in ("/v1/articles/a%00b", "/v1/articles/a%00b/events"):
        refused = api.get(address)
        assert refused.status_code == 422
        assert refused.json()["errors"] == [
            {"pointer": "/path/id", "detail": "contains control characters"}
        ]


def test_a_nul_character_in_an_address_of_the_desk_is_refused(api: TestClient) -> None:
    for address in ("/articles/a%00b", "/articles?q=%00"):
        refused = api.get(address)
        assert refused.status_code == 400
        assert "NUL" in refused.text


def test_events_of_an_unknown_article_are_not_found(api: TestClient) -> None:
    missing = api.get("/v1/articles/nobody-submitted-this/events")
    assert missing.status_code == 404
    assert missing.headers["Content-Type"] == "application/problem+json"
    assert "nobody-submitted-this" in missing.json()["detail"]


def test_an_unsupported_method_is_answered_with_the_allowed_ones(api: TestClient) -> None:
    answer = api.delete("/v1/articles/n-1")
    assert answer.status_code == 405
    assert {"GET", "PUT"} <= set(answer.headers["Allow"].split(", "))
    assert api.delete("/livez").headers["Allow"] == "GET, HEAD"


def test_a_request_without_a_token_is_refused(desk: TestClient) -> None:
    answer = desk.get("/v1/articles/n-1")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_reader_may_read_but_not_submit(desk: TestClient) -> None:
    desk.headers["Authorization"] = f"Bearer {TOKENS['reader']}"
    assert desk.get("/v1/articles/none").status_code == 404
    assert desk.post("/v1/articles", json=STORY).status_code == 403


def test_too_many_requests_are_refused_with_a_time_to_retry(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from matbaa.settings import get_settings

    monkeypatch.setattr(get_settings(), "desk_requests_per_minute", 3)
    answers = [api.get("/v1/articles/none") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [404, 404, 404, 429]
    assert int(answers[-1].headers["Retry-After"]) >= 1
    assert api.get("/livez").status_code == 200


def test_readiness_names_the_unavailable_service(api: TestClient) -> None:
    answer = api.get("/readyz")
    assert answer.status_code == 503
    checks = answer.json()["checks"]
    assert checks["database"]["ok"]
    assert not checks["redis"]["ok"]
    assert checks["redis"]["age"] >= 0


def test_head_answers_like_get_without_a_body(api: TestClient) -> None:
    api.put("/v1/articles/n-1", json=STORY)
    shown = api.get("/v1/articles/n-1")

    asked = api.head("/v1/articles/n-1")

    assert (asked.status_code, asked.content) == (200, b"")
    assert asked.headers["ETag"] == shown.headers["ETag"]
    assert api.head("/livez").status_code == 200
    assert api.head("/v1/articles/n-2").status_code == 404
    assert "HEAD" in api.post("/livez").headers["Allow"]


@pytest.mark.parametrize(
    ("body", "media_type", "reason"),
    [
        (b"", "application/json", "is empty"),
        (b" \n", "text/markdown", "is empty"),
        (b'{"title": "\xff"}', "application/json", "not UTF-8: byte 0xff at position 11"),
    ],
)
def test_a_body_that_cannot_be_read_is_refused_in_plain_words(
    api: TestClient, body: bytes, media_type: str, reason: str
) -> None:
    refused = api.post("/v1/articles", content=body, headers={"Content-Type": media_type})

    assert refused.status_code == 422
    assert reason in refused.json()["errors"][0]["detail"]


def test_a_compressed_body_is_refused_with_the_remedy(api: TestClient) -> None:
    refused = api.post(
        "/v1/articles", content=gzip.compress(b"{}"), headers={"Content-Encoding": "gzip"}
    )

    assert refused.status_code == 415
    assert "send it uncompressed" in refused.json()["detail"]
    assert refused.headers["Accept-Encoding"] == "identity"


def test_a_wrong_token_is_told_from_none(desk: TestClient) -> None:
    wrong = desk.post("/v1/articles", json=STORY, headers={"Authorization": "Bearer nope"})

    assert wrong.status_code == 401
    assert "this token is unknown" in wrong.json()["detail"]
