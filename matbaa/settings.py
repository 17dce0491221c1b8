"""The configuration: `MATBAA_*` environment variables, and the sites from one TOML file."""

from __future__ import annotations

import re
import tomllib
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from matbaa import apart, remedies
from matbaa.errors import Misconfigured

_ROOT = Path(__file__).resolve().parent.parent


class Site(BaseModel):
    """One publication: a table of the sites file, or the only site of a small installation."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    #: Identifies the site in submissions, database tables and settings.
    key: str = "main"
    name: str = "مطبعة"
    tagline: str = ""
    #: Language (BCP 47) of front page and listings; an article's page uses the article's language.
    language: str = Field("ar", pattern="^[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*$")
    timezone: str = "UTC"
    base_url: str = Field("http://127.0.0.1:8080", pattern=r"^https?://[^\s/]\S*$")
    theme: str = "default"
    #: Where pages are stored: `s3://bucket/prefix` or `file:///dir`; if empty, the installation's.
    storage_url: str = ""
    summary_sentences: int = Field(3, ge=1, le=10)
    description_length: int = Field(155, ge=50, le=320)
    keyword_count: int = Field(8, ge=0, le=20)
    slug_style: str = Field("unicode", pattern="^(unicode|ascii)$")
    page_size: int = Field(20, ge=1, le=200)
    #: The sections in the order of the navigation; others follow in alphabetical order.
    sections: tuple[str, ...] = ()
    logo_url: str = ""
    publishing_principles_url: str = ""
    same_as: tuple[str, ...] = ()
    #: The WebSub hub that feeds name and that is pinged; none if empty.
    websub_hub: str = ""
    #: IndexNow key, served as `<key>.txt`. If set, every article is announced at `indexnow_url`.
    indexnow_key: str = Field("", pattern="^([A-Za-z0-9-]{8,128})?$")
    indexnow_url: str = "https://api.indexnow.org/indexnow"
    #: Endpoint of the CDN to which `{"files": [URL, ...]}` is posted to purge cached copies, with
    #: MATBAA_PURGE_TOKEN as bearer token; and the CloudFront distribution to invalidate.
    purge_url: str = ""
    cloudfront_distribution: str = ""
    feed_full_text: bool = False
    show_provenance: bool = False
    #: Whether its summaries are written by a language model, if the installation has one.
    llm: bool = True
    #: Whether a near duplicate of another article is refused; otherwise it is only marked.
    refuse_near_duplicates: bool = False

    @field_validator("base_url")
    @classmethod
    def _without_slash(cls, value: str) -> str:
        return value.rstrip("/")

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("is not a time zone; write, for example, Asia/Riyadh") from None
        return value

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of times without an offset in its articles."""
        return ZoneInfo(self.timezone)


#: For each address setting: the accepted beginnings, and an example for the error message.
_ADDRESSES = {
    "redis_url": (re.compile(r"(?:rediss?|unix)://"), "redis://127.0.0.1:6379/0"),
    "database_url": (
        re.compile(r"(?:sqlite|postgresql)(?:\+\w+)?://"),
        "postgresql+psycopg://user:password@host/name, or sqlite:///file",
    ),
    "storage_url": (re.compile(r"s3://|file://|memory:"), "s3://bucket/prefix, or file:///folder"),
}


class Settings(BaseSettings):
    """The settings of an installation. Each field is read from the environment variable of its name
    with the prefix `MATBAA_`, or from a file in `/run/secrets` named like the variable in lower
    case.
    """

    model_config = SettingsConfigDict(
        env_prefix="MATBAA_",
        secrets_dir="/run/secrets" if Path("/run/secrets").is_dir() else None,
        extra="ignore",
    )

    database_url: str = "sqlite:///.matbaa/matbaa.db"
    redis_url: str = "redis://127.0.0.1:6379/0"
    storage_url: str = "file:///tmp/matbaa-site"
    s3_endpoint_url: str = ""

    # The only site of a small installation; several sites are configured in `sites_file`.
    site_name: str = "مطبعة"
    tagline: str = ""
    base_url: str = "http://127.0.0.1:8080"
    language: str = "ar"
    timezone: str = "UTC"
    theme: str = "default"
    sections: tuple[str, ...] = Field((), description="order in the navigation, a JSON list")
    sites_file: Path | None = None
    templates_dir: Path = _ROOT / "templates"

    # The inbox.
    inbox: str = "matbaa:inbox"
    bulk_inbox: str = "matbaa:inbox:bulk"
    receipt_prefix: str = "matbaa:receipt:"
    receipt_ttl: int = Field(86_400, ge=1, description="seconds")
    intake_batch: int = 100
    intake_name: str = Field("", description="name of this intake; the host name if empty")
    intake_reclaim_after: int = Field(
        30, description="seconds after which the entries of a dead intake are taken over"
    )
    #: A body of the greatest length can take three times as many bytes with JSON escapes.
    max_submission_bytes: int = 8_000_000
    min_free_bytes: int = Field(
        50_000_000, description="free space of SQLite's disk below which the intake stops"
    )
    max_open_revisions: int = Field(200_000, description="above this the intake pauses")

    # Limits on what is parsed.
    max_body_bytes: int = 2_000_000
    max_json_depth: int = 40
    max_nesting: int = 100
    max_elements: int = 20_000
    max_attributes: int = 250
    parse_seconds: float = 5.0

    near_duplicate_days: int = Field(
        90, ge=0, description="days of articles that a text is compared with; 0: no comparison"
    )
    refuse_near_duplicates: bool = Field(False, description="refuse, do not just mark them")

    # Pictures: fetched from the addresses in articles and served from the site's own storage.
    fetch_images: bool = False
    image_max_bytes: int = 15_000_000
    image_seconds: float = Field(10.0, description="time limit per picture with redirects")
    images_per_article: int = Field(20, description="further ones are not fetched")
    image_ports: tuple[int, ...] = (80, 443)
    image_networks: tuple[str, ...] = Field(
        (), description="private networks to fetch from, e.g. 10.1.0.0/16; none if empty"
    )

    # The stages of the pipeline.
    batch: int = Field(32, ge=1, description="most articles per message")
    bulk_batch: int = Field(8, ge=1, description="the same for bulk work, which holds up news less")
    lease_seconds: int = Field(30, description="after which a killed worker's articles are retried")
    article_seconds: float = Field(60.0, description="time limit of one article in one stage")
    batch_seconds: float = Field(60.0, description="after which a batch returns its other articles")
    max_attempts: int = 5
    retry_base_seconds: float = 2.0
    retry_cap_seconds: float = 300.0
    upkeep_seconds: float = 1.0
    upload_threads: int = 8
    site_debounce_seconds: float = 1.0
    site_max_delay_seconds: float = 10.0

    # Summaries and descriptions by a language model, if an endpoint is given.
    llm_base_url: str = Field("", description="OpenAI-compatible, without /chat/completions")
    llm_model: str = ""
    llm_api_key: SecretStr = SecretStr("none")
    llm_timeout_seconds: float = 20.0
    llm_retries: int = 1
    llm_max_output_tokens: int = 500
    llm_max_input_characters: int = 12_000
    llm_temperature: float = 0.0
    llm_json_mode: bool = True
    llm_concurrency: int = Field(4, ge=1, description="concurrent requests of `matbaa up`")
    llm_wait_seconds: float = Field(
        120.0, description="after which an article, unless bulk, keeps its texts by rule"
    )
    llm_failures: int = Field(5, ge=1, description="failures in a row, after which requests pause")
    llm_rest_seconds: int = Field(60, ge=1, description="length of that pause")
    llm_cache_seconds: int = Field(30 * 86_400, description="how long Redis keeps answers")

    # The desk.
    desk_token: SecretStr = SecretStr("")
    desk_editor_token: SecretStr = Field(SecretStr(""), description="signs in as an editor")
    desk_reader_token: SecretStr = Field(SecretStr(""), description="signs in as a reader")
    desk_host: str = Field("127.0.0.1", description="where `python -m desk` listens")
    desk_port: int = 8081
    desk_hosts: tuple[str, ...] = Field((), description="accepted host names; any if empty")
    desk_session_hours: float = 12.0
    desk_requests_per_minute: int = Field(12_000, description="per token or address; 0: no limit")
    desk_sign_ins_per_minute: int = 10
    desk_oidc_issuer: str = Field("", description="e.g. https://id.example.org; no OIDC if empty")
    desk_oidc_client_id: str = ""
    desk_oidc_client_secret: SecretStr = SecretStr("")
    webhook_urls: tuple[str, ...] = Field((), description="receive events, e.g. publications")
    webhook_secret: SecretStr = Field(SecretStr(""), description="signs events: whsec_<base64>")
    desk_oidc_role_claim: str = Field("roles", description="claim with the role")
    purge_token: SecretStr = Field(SecretStr(""), description="sent to a site's purge_url")
    log_level: str = "INFO"
    log_json: bool = True

    @field_validator("redis_url", "database_url", "storage_url")
    @classmethod
    def _known_address(cls, value: str, about: ValidationInfo) -> str:
        pattern, example = _ADDRESSES[str(about.field_name)]
        if not pattern.match(value):
            raise ValueError(f"is not a supported address; write {example}")
        return value

    @cached_property
    def sites(self) -> dict[str, Site]:
        """The sites by key, the default one first; the sites file is read once."""
        return _sites(self)

    def site(self, key: str | None = None) -> Site:
        """The site with this key, the first one if None. Raises KeyError for an unknown key."""
        return next(iter(self.sites.values())) if key is None else self.sites[key]


def _sites(settings: Settings) -> dict[str, Site]:
    if settings.sites_file is None:
        site = Site(
            name=settings.site_name,
            tagline=settings.tagline,
            language=settings.language,
            timezone=settings.timezone,
            base_url=settings.base_url,
            theme=settings.theme,
            sections=settings.sections,
            storage_url=settings.storage_url,
            refuse_near_duplicates=settings.refuse_near_duplicates,
        )
        return {site.key: site}
    try:
        tables = tomllib.loads(settings.sites_file.read_text(encoding="utf-8"))["sites"]
        sites = {key: _site(key, {**table}, settings.storage_url) for key, table in tables.items()}
        apart.check_apart(sites)
    except (KeyError, AttributeError, TypeError):
        raise Misconfigured("MATBAA_SITES_FILE", "needs a table [sites.<key>] per site") from None
    except (OSError, ValueError) as error:
        raise Misconfigured("MATBAA_SITES_FILE", str(error)) from None
    return sites


def _site(key: str, table: dict[str, Any], storage_url: str) -> Site:
    try:
        return Site(**{"key": key, "storage_url": storage_url, **table})
    except ValidationError as error:
        name, wrong = _first(error, Site)
        raise Misconfigured("MATBAA_SITES_FILE", f"sites.{key}.{name}: {wrong}") from None


@lru_cache
def get_settings() -> Settings:
    """The settings of this process, read from the environment once. Raises Misconfigured, which
    names the first variable at fault.
    """
    try:
        settings = Settings()
        _ = settings.sites  # read now, so that a mistake in them is found at the start
    except ValidationError as error:
        name, wrong = _first(error, Settings)
        raise Misconfigured(f"MATBAA_{name.upper()}", wrong) from None
    except SettingsError as error:
        field = _UNPARSED.search(str(error))
        variable = f"MATBAA_{field[1].upper()}" if field else "MATBAA_*"
        raise Misconfigured(variable, 'must be a JSON list, such as ["a", "b"]') from None
    return settings


#: The field in pydantic-settings' message about a value that is not JSON.
_UNPARSED = re.compile(r'field "(\w+)"')


def _first(error: ValidationError, model: type[BaseModel]) -> tuple[str, str]:
    """The first field that pydantic rejected, and why."""
    first = error.errors()[0]
    wrong = first.get("ctx", {}).get("error")
    said = remedies.said(first, model.model_fields, where="matbaa/settings.py")
    return remedies.place(first["loc"]), str(wrong or said)
