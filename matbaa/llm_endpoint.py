"""An OpenAI-compatible endpoint: asked once, for so long, and left alone while it fails."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from openai import OpenAI

#: Answers that say nothing of how the next article will fare: it may be too long, or not allowed.
_ARTICLES_FAULT = {400, 413, 422}


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """An endpoint and what it may cost. `base_url` ends where `/chat/completions` is put on."""

    base_url: str
    model: str
    api_key: str = "none"
    #: For one article, retries included.
    timeout_seconds: float = 20.0
    retries: int = 1
    max_output_tokens: int = 500
    #: The article is cut behind so many characters.
    max_input_characters: int = 12_000
    temperature: float = 0.0
    #: Ask the endpoint for JSON by `response_format`; some do not know it.
    json_mode: bool = True


class Breaker(Protocol):
    """Knows, for all who ask an endpoint, whether it fails over and over."""

    def is_open(self) -> bool:
        """Whether it is to be left alone for now."""

    def failed(self) -> None:
        """Note that it did not answer, or only that it cannot."""

    def answered(self) -> None:
        """Note that it answered."""


class Unusable(Exception):
    """The model's answer cannot be taken; the message is the reason that is recorded."""


class Unanswered(Unusable):
    """The endpoint is at fault: no article fares better for now."""


@dataclass(frozen=True, slots=True)
class LlmEndpoint:
    """Asks with a time-out; where there is a breaker, only while it is closed."""

    settings: LlmSettings
    breaker: Breaker | None = None

    def ask(self, system: str, article: str) -> str:
        """What the model says to `article`, told by `system` what to do. Raises Unusable."""
        if self.breaker is None:
            return self._request(system, article)
        if self.breaker.is_open():
            raise Unusable("the endpoint failed over and over and is left alone for now")
        try:
            answer = self._request(system, article)
        except Unanswered:
            self.breaker.failed()
            raise
        self.breaker.answered()
        return answer

    def _request(self, system: str, article: str) -> str:
        from openai import APIStatusError, OpenAIError

        seconds = self.settings.timeout_seconds
        try:
            return _within(seconds, lambda: self._complete(system, article))
        except FutureTimeout as error:
            raise Unanswered(f"no answer within {seconds:g} s") from error
        except APIStatusError as error:
            kind = Unusable if error.status_code in _ARTICLES_FAULT else Unanswered
            raise kind(f"the endpoint answered {error.status_code}") from error
        except OpenAIError as error:
            raise Unanswered(f"the endpoint failed: {type(error).__name__}") from error
        except Exception as error:  # the client lets through what it makes of half an answer
            raise Unanswered(f"the endpoint does not speak the protocol: {error}") from error

    def _complete(self, system: str, article: str) -> str:
        options: dict[str, Any] = {}
        if self.settings.json_mode:
            options["response_format"] = {"type": "json_object"}
        answer = _client(self.settings).chat.completions.create(
            model=self.settings.model,
            messages=[{"role": "system", "content": system}, {"role": "user", "content": article}],
            max_tokens=self.settings.max_output_tokens,
            temperature=self.settings.temperature,
            **options,
        )
        return (answer.choices[0].message.content or "") if answer.choices else ""


@lru_cache(maxsize=4)
def _client(settings: LlmSettings) -> OpenAI:
    from openai import OpenAI

    return OpenAI(
        base_url=settings.base_url,
        api_key=settings.api_key,
        timeout=settings.timeout_seconds,
        max_retries=settings.retries,
    )


def _within(seconds: float, call: Callable[[], str]) -> str:
    """The result of `call`, or FutureTimeout: a server that sends a byte a second never exceeds the
    client's own time-out, which is per read.
    """
    future: Future[str] = Future()

    def run() -> None:
        try:
            future.set_result(call())
        except BaseException as error:  # noqa: BLE001 - handed to the waiting thread
            future.set_exception(error)

    threading.Thread(target=run, name="llm", daemon=True).start()
    return future.result(timeout=seconds)
