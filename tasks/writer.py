"""The writer that asks a language model for summaries, if one is configured.

All processes share its cache and its circuit breaker in Redis.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache

import redis

from matbaa.llm import LlmWriter
from matbaa.llm_endpoint import LlmSettings
from matbaa.settings import Settings, get_settings

_PREFIX = "matbaa:llm:"
_OPEN, _FAILURES = f"{_PREFIX}open", f"{_PREFIX}failures"


@dataclass(frozen=True, slots=True)
class RedisCache:
    """Caches answers by the hash of the question. If Redis lost one, it is asked for again."""

    client: redis.Redis
    seconds: int

    def get(self, key: str) -> str | None:
        """The answer kept under `key`, if there is one."""
        try:
            kept = self.client.get(_PREFIX + key)
        except redis.RedisError:
            return None
        return kept.decode() if isinstance(kept, bytes) else None

    def set(self, key: str, value: str) -> None:
        """Keep an answer. Errors of Redis are ignored."""
        try:
            self.client.set(_PREFIX + key, value, ex=self.seconds)
        except redis.RedisError:
            return


@dataclass(frozen=True, slots=True)
class RedisBreaker:
    """A circuit breaker that all processes share: `most` failures in a row open it for `seconds`.

    After that, the first further failure opens it again. While Redis is away it counts as closed.

    Source: Michael Nygard, "Release It!".
    """

    client: redis.Redis
    most: int
    seconds: int

    def is_open(self) -> bool:
        """Whether the endpoint must not be asked now."""
        try:
            return bool(self.client.exists(_OPEN))
        except redis.RedisError:
            return False

    def failed(self) -> None:
        """Count a failure. The count expires ten times `seconds` after the last one."""
        try:
            failures = self.client.incr(_FAILURES)
            self.client.expire(_FAILURES, 10 * self.seconds)
            if int(failures) >= self.most:
                self.client.set(_OPEN, 1, ex=self.seconds)
        except redis.RedisError:
            return

    def answered(self) -> None:
        """Forget the failures."""
        try:
            self.client.delete(_FAILURES)
        except redis.RedisError:
            return


def writer_of_settings() -> LlmWriter | None:
    """The writer of this process; None if no endpoint is configured."""
    return _writer(os.getpid()) if get_settings().llm_base_url else None


def is_left_alone() -> bool:
    """Whether the endpoint has failed so often that it is not asked for now."""
    settings = get_settings()
    return _breaker(_client(settings), settings).is_open()


@lru_cache(maxsize=1)
def _writer(_pid: int) -> LlmWriter:
    settings = get_settings()
    client = _client(settings)
    cache = RedisCache(client, settings.llm_cache_seconds)
    return LlmWriter(_llm(settings), cache, _breaker(client, settings))


def _breaker(client: redis.Redis, settings: Settings) -> RedisBreaker:
    return RedisBreaker(client, settings.llm_failures, settings.llm_rest_seconds)


def _client(settings: Settings) -> redis.Redis:
    return redis.Redis.from_url(settings.redis_url, socket_timeout=2, socket_connect_timeout=2)


def _llm(settings: Settings) -> LlmSettings:
    return LlmSettings(
        base_url=settings.llm_base_url,
        model=settings.llm_model,
        api_key=settings.llm_api_key.get_secret_value(),
        timeout_seconds=settings.llm_timeout_seconds,
        retries=settings.llm_retries,
        max_output_tokens=settings.llm_max_output_tokens,
        max_input_characters=settings.llm_max_input_characters,
        temperature=settings.llm_temperature,
        json_mode=settings.llm_json_mode,
    )
