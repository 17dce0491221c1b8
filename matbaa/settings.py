"""Everything that can be configured: `MATBAA_*` variables, and sites from one TOML file."""

from __future__ import annotations

import re
import tomllib
from functools import cached_property, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from matbaa import remedies
from matbaa.errors import Misconfigured

_ROOT = Path(__file__).resolve().parent.parent


class Site(BaseModel):
    """One publication."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    #: Its key in submissions, tables and settings.
    key: str = "main"
    name: str = "مطبعة"
    tagline: str = ""
    #: Language of its own pages; an article's page is in the article's language.
    language: str = "ar"
    timezone: str = "UTC"
    base_url: str = "http://127.0.0.1:8080"
    theme: str = "default"
    #: Where its pages are put: `s3://bucket/prefix` or `file:///dir`; the installation's if empty.
    storage_url: str = ""
    summary_sentences: int = Field(3, ge=1, le=10)
    description_length: int = Field(155, ge=50, le=320)
    keyword_count: int = Field(8, ge=0, le=20)
    slug_style: str = Field("unicode", pattern="^(unicode|ascii)$")
    page_size: int = Field(20, ge=1, le=200)
    #: Nav order of the sections; others follow by name.
    sections: tuple[str, ...] = ()
    logo_url: str = ""
    publishing_principles_url: str = ""
    same_as: tuple[str, ...] = ()
    #: WebSub hub to name in feeds and ping; none if empty.
    websub_hub: str = ""
    #: Named in `<key>.txt`; with it search engines are told of every article at `indexnow_url`.
    indexnow_key: str = Field("", pattern="^([A-Za-z0-9-]{8,128})?$")
    indexnow_url: str = "https://api.indexnow.org/indexnow"
    #: Where `{"files": [URL, ...]}` is posted for the CDN to forget its copies, with
    #: MATBAA_PURGE_TOKEN as the bearer's; and the CloudFront distribution whose copies go.
    purge_url: str = ""
    cloudfront_distribution: str = ""
    feed_full_text: bool = False
    show_provenance: bool = False
    #: Whether a language model is asked for its summaries, where the installation has one.
    llm: bool = True
    #: Whether an article that nearly repeats another one is refused; it is only marked if not.
    refuse_near_duplicates: bool = False

    @field_validator("base_url")
    @classmethod
    def _without_slash(cls, value: str) -> str:
        return value.rstrip("/")

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        ZoneInfo(value)
        return value

    @property
    def zone(self) -> ZoneInfo:
        """The time zone that its naive times are in."""
        return ZoneInfo(self.timezone)


#: What addresses begin with, and how one is written.
_ADDRESSES = {
    "redis_url": (re.compile(r"(?:rediss?|unix)://"), "redis://127.0.0.1:6379/0"),
    "database_url": (
        re.compile(r"(?:sqlite|postgresql)(?:\+\w+)?://"),
        "postgresql+psycopg://user:password@host/name, or sqlite:///file",
    ),
    "storage_url": (re.compile(r"s3://|file://|memory:"), "s3://bucket/prefix, or file:///folder"),
}


class Settings(BaseSettings):
    """The installation. Every field is an environment variable with `MATBAA_` before it; secrets
    may also be files in `/run/secrets` named like the variable in lower case.
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

    # The one site of a small installation; several stand in `sites_file`.
    site_name: str = "مطبعة"
    tagline: str = ""
    base_url: str = "http://127.0.0.1:8080"
    language: str = "ar"
    timezone: str = "UTC"
    theme: str = "default"
    sections: tuple[str, ...] = Field((), description="in the navigation, as a JSON list")
    sites_file: Path | None = None
    templates_dir: Path = _ROOT / "templates"

    # The inbox.
    inbox: str = "matbaa:inbox"
    bulk_inbox: str = "matbaa:inbox:bulk"
    receipt_prefix: str = "matbaa:receipt:"
    receipt_ttl: int = Field(86_400, description="seconds")
    intake_batch: int = 100
    intake_name: str = Field("", description="of this intake; the host's name if empty")
    intake_reclaim_after: int = Field(30, description="seconds a dead intake's entries wait")
    #: A body at its limit may take three times as many bytes as JSON escapes.
    max_submission_bytes: int = 8_000_000
    min_free_bytes: int = Field(
        50_000_000, description="of SQLite's disk; below this nothing more is taken in"
    )
    max_open_revisions: int = Field(200_000, description="the intake pauses above this")

    # Limits on what is parsed.
    max_body_bytes: int = 2_000_000
    max_json_depth: int = 40
    max_nesting: int = 100
    max_elements: int = 20_000
    max_attributes: int = 250
    parse_seconds: float = 5.0

    near_duplicate_days: int = Field(
        90, ge=0, description="texts are compared with those of so many days; 0: with none"
    )
    refuse_near_duplicates: bool = Field(False, description="instead of marking them")

    # Pictures: fetched from where articles say they are, and shown from the site's own storage.
    fetch_images: bool = False
    image_max_bytes: int = 15_000_000
    image_seconds: float = Field(10.0, description="one picture, redirects and all")
    images_per_article: int = Field(20, description="the others keep their addresses")
    image_ports: tuple[int, ...] = (80, 443)
    image_networks: tuple[str, ...] = Field(
        (), description="of one's own that pictures may come from, e.g. 10.1.0.0/16; none if empty"
    )

    # Stages.
    batch: int = Field(32, description="articles per message at most")
    lease_seconds: int = Field(30, description="how long a killed worker's articles wait")
    article_seconds: float = Field(60.0, description="one article in one stage")
    batch_seconds: float = Field(60.0, description="after it a batch gives back the rest")
    max_attempts: int = 5
    retry_base_seconds: float = 2.0
    retry_cap_seconds: float = 300.0
    upkeep_seconds: float = 1.0
    upload_threads: int = 8
    site_debounce_seconds: float = 1.0
    site_max_delay_seconds: float = 10.0

    # Summaries and descriptions by a language model, where an endpoint is named.
    llm_base_url: str = Field("", description="OpenAI-compatible, up to /chat/completions")
    llm_model: str = ""
    llm_api_key: SecretStr = SecretStr("none")
    llm_timeout_seconds: float = 20.0
    llm_retries: int = 1
    llm_max_output_tokens: int = 500
    llm_max_input_characters: int = 12_000
    llm_temperature: float = 0.0
    llm_json_mode: bool = True
    llm_concurrency: int = Field(4, ge=1, description="articles it is asked about at once, by `up`")
    llm_wait_seconds: float = Field(
        120.0, description="what has waited longer goes on with the summary by rule; not bulk work"
    )
    llm_failures: int = Field(5, ge=1, description="in a row, after which it is left alone")
    llm_rest_seconds: int = Field(60, ge=1, description="for so long")
    llm_cache_seconds: int = Field(30 * 86_400, description="answers are kept so long in Redis")

    # The desk.
    desk_token: SecretStr = SecretStr("")
    desk_editor_token: SecretStr = Field(SecretStr(""), description="signs in as an editor")
    desk_reader_token: SecretStr = Field(SecretStr(""), description="signs in as a reader")
    desk_host: str = Field("127.0.0.1", description="where `python -m desk` listens")
    desk_port: int = 8081
    desk_hosts: tuple[str, ...] = Field((), description="names it is called by; any if empty")
    desk_session_hours: float = 12.0
    desk_requests_per_minute: int = Field(12_000, description="per token or address; 0: no limit")
    desk_sign_ins_per_minute: int = 10
    desk_oidc_issuer: str = Field("", description="e.g. https://id.example.org; no OIDC if empty")
    desk_oidc_client_id: str = ""
    desk_oidc_client_secret: SecretStr = SecretStr("")
    webhook_urls: tuple[str, ...] = Field((), description="told of what was published, or not")
    webhook_secret: SecretStr = Field(SecretStr(""), description="signs them: whsec_<base64>")
    desk_oidc_role_claim: str = Field("roles", description="claim that names the role")
    purge_token: SecretStr = Field(SecretStr(""), description="sent to a site's purge_url")
    log_level: str = "INFO"
    log_json: bool = True

    @field_validator("redis_url", "database_url", "storage_url")
    @classmethod
    def _known_address(cls, value: str, about: ValidationInfo) -> str:
        pattern, example = _ADDRESSES[str(about.field_name)]
        if not pattern.match(value):
            raise ValueError(f"is no address that is known here; write {example}")
        return value

    @cached_property
    def sites(self) -> dict[str, Site]:
        """The publications by key, the default one first; read once."""
        return _sites(self)

    def site(self, key: str | None = None) -> Site:
        """The site with this key, the first one if None. Raises KeyError for an unknown key."""
        sites = self.sites
        return next(iter(sites.values())) if key is None else sites[key]


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
    with settings.sites_file.open("rb") as file:
        tables = tomllib.load(file)["sites"]
    return {
        key: Site(**{"key": key, "storage_url": settings.storage_url, **table})
        for key, table in tables.items()
    }


@lru_cache
def get_settings() -> Settings:
    """The settings of this process, read from its environment once. Raises Misconfigured."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        wrong = first.get("ctx", {}).get("error") or remedies.said(first)
        raise Misconfigured(f"MATBAA_{remedies.place(first['loc']).upper()}", str(wrong)) from None
