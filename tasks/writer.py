"""The language model that writes summaries, where one is configured.

It is asked in the `summarize` stage, which has queues of its own: workers for `summarize` and
`bulk.summarize` alone give it its own concurrency.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache

import redis

from matbaa.llm import LlmSettings, LlmWriter
from matbaa.settings import Settings, get_settings

_PREFIX = "matbaa:llm:"


@dataclass(frozen=True, slots=True)
class RedisCache:
    """Answers by the hash of what was asked; one that Redis lost is asked for again."""

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
        """Keep an answer, if Redis will."""
        try:
            self.client.set(_PREFIX + key, value, ex=self.seconds)
        except redis.RedisError:
            return


def writer_of_settings() -> LlmWriter | None:
    """The writer of this process; None where no endpoint is configured."""
    return _writer(os.getpid()) if get_settings().llm_base_url else None


@lru_cache(maxsize=1)
def _writer(_pid: int) -> LlmWriter:
    settings = get_settings()
    client = redis.Redis.from_url(settings.redis_url, socket_timeout=2, socket_connect_timeout=2)
    return LlmWriter(_llm(settings), RedisCache(client, settings.llm_cache_seconds))


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
