"""Any submission is either clearly rejected or becomes a harmless article."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

import pytest
from sqlalchemy import select

from matbaa.settings import get_settings
from models import Article, DeadLetter, Revision, State
from models.entry import Answer
from models.receipt import ReceiptStatus
from models.session import look
from tasks import reception
from tests.conftest import Press

BODY = "<p>The river rose overnight and flooded the old town. Two bridges were closed.</p>"
NINJS = {
    "type": "text",
    "version": "1",
    "headline": "The river rose",
    "body_html": BODY,
}


def sent(press: Press, **fields: Any) -> Answer:
    """The answer to a submission in our own JSON; `title` and `body` have defaults."""
    said = {"title": "The river rose", "body": BODY, **fields}
    return sent_raw(press, json.dumps(said, ensure_ascii=False).encode())


def sent_raw(press: Press, payload: bytes) -> Answer:
    return press.submit(reception.entry_of(payload, key=f"key-{id(payload)}"))[0]


def published(press: Press) -> tuple[Article, str]:
    """The only article and its page, after all work is done."""
    press.run()
    with look() as session:
        article = session.scalars(select(Article)).one()
        reasons = session.scalars(select(DeadLetter.reason)).all()
    assert article.live, reasons
    found = press.storage.get(f"{article.path}index.html")
    assert found is not None
    return article, found.blob.body.decode()


@pytest.mark.parametrize(
    ("fields", "field", "reason"),
    [
        ({"body": "x" * 2_100_000}, "body", "max_body_bytes"),
        ({"body": "ب" * 1_050_000}, "body", "max_body_bytes"),
        ({"content": "x" * 2_100_000}, "content", "max_body_bytes"),
        (
            {"content": base64.b64encode(b"x" * 2_400_000).decode(), "encoding": "base64"},
            "content",
            "max_body_bytes",
        ),
        ({"id": "x" * 256}, "id", "255"),
        ({"id": "a\x00b"}, "id", "control characters"),
        ({"id": "a\nb"}, "id", "control characters"),
        ({"id": ""}, "id", "is empty"),
        ({"title": "x" * 2_001}, "title", "2000"),
        ({"revision": 0}, "revision", "1 or more"),
        ({"revision": 2**63}, "revision", "less than"),
        ({"revision": 1e400}, "article", "JSON"),
        ({"published": "30 February"}, "published", "not a date and time"),
        ({"site": "../../etc"}, "site", "is not a known site"),
        ({"language": "x" * 40}, "language", "not a language tag"),
        ({"images": [{"url": "javascript:alert(1)"}]}, "images[0].url", "not a web address"),
        ({"canonical_url": "file:///etc/passwd"}, "canonical_url", "not a web address"),
        ({"tags": ["x"] * 101}, "tags", "100"),
        ({"body": " \n "}, "body", "is empty"),
        ({"unknown": 1}, "unknown", "is not a field"),
    ],
)
def test_a_submission_over_a_limit_is_rejected_at_once(
    press: Press, fields: dict[str, Any], field: str, reason: str
) -> None:
    if "content" in fields:
        answer = sent_raw(press, json.dumps(fields).encode())
    else:
        answer = sent(press, **fields)

    assert answer.status is ReceiptStatus.REJECTED
    assert (answer.reason or "").startswith(f"{field}: ")
    assert reason in (answer.reason or "")
    assert not press.hints


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b"", "JSON"),
        (b"\xff\xfe", "JSON"),
        (b"[" * 100_000, "max_json_depth"),
        (b'{"a":' * 100_000, "max_json_depth"),
        (b'{"title": "\\ud800", "body": "x"}', "JSON"),
        (b'{"title": "x", "body": NaN}', "JSON"),
        (b"[1]", "must be a JSON object"),
        (b'"x"', "must be a JSON object"),
        (b" " * 9_000_000, "MATBAA_MAX_SUBMISSION_BYTES"),
        (b"{}", "is missing"),
    ],
)
def test_a_document_that_is_no_article_is_rejected_at_once(
    press: Press, payload: bytes, reason: str
) -> None:
    answer = sent_raw(press, payload)

    assert answer.status is ReceiptStatus.REJECTED
    assert reason in (answer.reason or "")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"uri": "urn:x:" + "9" * 300}, "uri"),
        ({"uri": "urn:x:a\x00b"}, "uri"),
        ({"uri": "urn:x:1", "version": "9" * 25}, "version"),
        ({"uri": "urn:x:1", "version": "9" * 5_000}, "version"),
    ],
)
def test_identifiers_in_ninjs_have_limits(press: Press, fields: dict[str, Any], field: str) -> None:
    answer = sent_raw(press, json.dumps({**NINJS, **fields}).encode())

    assert answer.status is ReceiptStatus.REJECTED
    assert (answer.reason or "").startswith(f"{field}: ")


@pytest.mark.parametrize("version", ["-3", "0", "1.5", "draft", "\u0661", None, "7"])
def test_a_version_that_is_no_positive_integer_is_ignored(
    press: Press, version: str | None
) -> None:
    fields = {**NINJS, "uri": "urn:x:1", "version": version}
    given = {name: value for name, value in fields.items() if value is not None}
    answer = sent_raw(press, json.dumps(given).encode())
    published(press)

    assert answer.rev == (7 if version == "7" else 1)


@pytest.mark.parametrize(
    "id", ["../../etc/passwd", "a/b", "http://x.example/?a=b&c#d", "<script>", "مقال", "'; DROP--"]
)
def test_any_printable_id_is_accepted(press: Press, id: str) -> None:
    sent(press, id=id)
    article, _page = published(press)

    assert article.id == id
    assert re.fullmatch(r"\d{4}/\d\d/\d\d/[\w-]+/", article.path or "")


def test_control_characters_and_bidi_overrides_are_removed_everywhere(press: Press) -> None:
    evil = "The \x00river\x1b[31m \u202erose\u202c \ufffe\u2028"
    sent(
        press, id="a", title=evil, slug=evil, section=evil, tags=[evil], subtitle=evil,
        authors=[evil], place=evil, source=evil, description=evil, summary=[evil],
        body=f"<p>{evil}</p>{BODY}",
    )  # fmt: skip
    article, page = published(press)

    for text in (article.title, article.path, article.section, page):
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202d\u202e\u2028]", text or "")


@pytest.mark.parametrize(
    "at",
    ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00", "1970-01-01T00:00:00Z", "9999-12-31"],
)
@pytest.mark.parametrize("name", ["published", "updated"])
def test_an_article_with_absurd_dates_is_published(press: Press, name: str, at: str) -> None:
    sent(press, id="a", **{name: at})

    published(press)


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00"])
@pytest.mark.parametrize("name", ["publish_at", "expire_at"])
def test_absurd_embargo_and_expiry_times_are_accepted(press: Press, name: str, at: str) -> None:
    answer = sent(press, id="a", **{name: at})
    press.run()

    assert answer.status is ReceiptStatus.ACCEPTED
    with look() as session:
        state = session.scalars(select(Revision.state)).one()
    assert state in {State.PUBLISHED, State.INGESTED}


def test_a_limit_can_be_lowered_by_a_setting(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATBAA_MAX_BODY_BYTES", "50")
    get_settings.cache_clear()

    assert "50 bytes" in (sent(press).reason or "")


@pytest.mark.parametrize(
    "document",
    [
        '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 10))
        + "]><rss version='2.0'><channel><item><title>&a9;</title></item></channel></rss>",
        '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        "<rss version='2.0'><channel><item><title>&x;</title>"
        "<description>&x;</description></item></channel></rss>",
    ],
)
def test_entities_are_not_expanded(press: Press, document: str) -> None:
    sent_raw(press, json.dumps({"content": document, "id": "a"}).encode())
    press.run()

    for path in press.storage.paths():
        found = press.storage.get(path)
        assert found is not None
        assert b"root:" not in found.blob.body
        assert b"aaaaaaaaaaaaaaaaaaaa" not in found.blob.body
