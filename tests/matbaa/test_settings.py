"""An error in the settings is reported with the variable's name and the remedy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from matbaa.errors import Misconfigured
from matbaa.settings import get_settings


@pytest.fixture(autouse=True)
def _read_anew() -> Iterator[None]:
    get_settings.cache_clear()
    yield
    get_settings.cache_clear()


@pytest.mark.parametrize(
    ("variable", "value", "reason"),
    [
        ("MATBAA_BATCH", "many", "must be a whole number"),
        ("MATBAA_LLM_FAILURES", "0", "must be 1 or more"),
        ("MATBAA_FETCH_IMAGES", "perhaps", "must be true or false"),
        ("MATBAA_TIMEZONE", "Mars/Phobos", "is not a time zone; write, for example, Asia/Riyadh"),
        ("MATBAA_BASE_URL", "news.example", "it must begin with http:// or https://"),
        ("MATBAA_LANGUAGE", "Arabic", "is not a language tag; write, for example, ar"),
        ("MATBAA_RECEIPT_TTL", "0", "must be 1 or more"),
        ("MATBAA_BATCH", "0", "must be 1 or more"),
        ("MATBAA_SECTIONS", "news,sport", 'must be a JSON list, such as ["a", "b"]'),
        ("MATBAA_STORAGE_URL", "ftp://x", "is not a supported address; write s3://"),
        ("MATBAA_SITES_FILE", "/no/such/file.toml", "No such file"),
    ],
)
def test_an_invalid_variable_is_named(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, reason: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(Misconfigured) as caught:
        get_settings()
    assert caught.value.variable == variable
    assert reason in caught.value.reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[sites", "Expected"),
        ("[site.a]", "needs a table [sites.<key>] per site"),
        ("sites = 3", "needs a table [sites.<key>] per site"),
        ("[sites.a]\nnmae = 'A'", "sites.a.nmae: is not a field; did you mean 'name'?"),
        ("[sites.a]\npage_size = 900", "sites.a.page_size: must be 200 or less"),
        ("[sites.a]\n[sites.b]", "is also that of sites.a; give each site its own bucket"),
        (
            "[sites.a]\nstorage_url = 's3://a'\nbase_url = 'https://a.example/'\n"
            "[sites.b]\nstorage_url = 's3://b'\nbase_url = 'https://a.example'",
            "sites.b.base_url: 'https://a.example' is also that of sites.a; give each site its own",
        ),
        ("[sites.a]\ntimezone = 'Mars'", "sites.a.timezone: is not a time zone"),
    ],
)
def test_an_error_in_the_sites_file_is_reported_with_its_place(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str, reason: str
) -> None:
    file = tmp_path / "sites.toml"
    file.write_text(text)
    monkeypatch.setenv("MATBAA_SITES_FILE", str(file))
    with pytest.raises(Misconfigured) as caught:
        get_settings()
    assert caught.value.variable == "MATBAA_SITES_FILE"
    assert reason in caught.value.reason


def test_sites_without_base_urls_are_accepted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "sites.toml"
    file.write_text("[sites.a]\nstorage_url = 's3://a'\n[sites.b]\nstorage_url = 's3://b'")
    monkeypatch.setenv("MATBAA_SITES_FILE", str(file))
    assert list(get_settings().sites) == ["a", "b"]
