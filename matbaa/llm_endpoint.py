"""The client of an OpenAI-compatible endpoint, with a deadline, retries and a circuit breaker."""

from __future__ import annotations

import contextlib
import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import httpx2  # imported on use, since most sites use no model

#: Status codes caused by the article (too long, not allowed), not by the state of the endpoint.
_ARTICLES_FAULT = {400, 413, 422}
_PATH = "chat/completions"
#: Status codes below 500 that are worth a retry.
_PASSING = {408, 409, 429}


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """An endpoint and its limits. `/chat/completions` is appended to `base_url`."""

    base_url: str
    model: str
    api_key: str = "none"
    #: The deadline for one article, including retries.
    timeout_seconds: float = 20.0
    retries: int = 1
    max_output_tokens: int = 500
    #: The article is cut after this many characters.
    max_input_characters: int = 12_000
    temperature: float = 0.0
    #: Request JSON by `response_format`, which some endpoints do not support.
    json_mode: bool = True


class Breaker(Protocol):
    """A circuit breaker that all clients of an endpoint share."""

    def is_open(self) -> bool:
        """Whether the endpoint must not be asked at present."""

    def failed(self) -> None:
        """Record that the endpoint did not answer, or reported a failure."""

    def answered(self) -> None:
        """Record that the endpoint answered."""


class Unusable(Exception):
    """The model's answer cannot be used; the message is the reason that is recorded."""


class Unanswered(Unusable):
    """The endpoint failed, so other articles would fail at present, too."""


@dataclass(frozen=True, slots=True)
class LlmEndpoint:
    """Sends requests with a deadline, and only while the breaker, if any, is closed."""

    settings: LlmSettings
    breaker: Breaker | None = None

    def ask(self, system: str, article: str) -> str:
        """The model's answer to the prompt `system` and the `article`. Raises Unusable."""
        if self.breaker is None:
            return self._request(system, article)
        if self.breaker.is_open():
            raise Unusable("the endpoint failed repeatedly; requests to it are paused")
        try:
            answer = self._request(system, article)
        except Unanswered:
            self.breaker.failed()
            raise
        self.breaker.answered()
        return answer

    def _request(self, system: str, article: str) -> str:
        import httpx2

        seconds = self.settings.timeout_seconds
        try:
            return _within(seconds, lambda: self._complete(system, article))
        except FutureTimeout as error:
            raise Unanswered(f"no answer within {seconds:g} s") from error
        except httpx2.HTTPStatusError as error:
            status = error.response.status_code
            kind = Unusable if status in _ARTICLES_FAULT else Unanswered
            raise kind(f"the endpoint answered {status}") from error
        except httpx2.HTTPError as error:
            raise Unanswered(f"the endpoint failed: {type(error).__name__}") from error
        except Exception as error:  # a partial answer can fail in any way
            raise Unanswered(f"the endpoint does not speak the protocol: {error}") from error

    def _complete(self, system: str, article: str) -> str:
        asked: dict[str, Any] = {
            "model": self.settings.model,
            "messages": [
                {"role": "system", "content": system},
                {"role": "user", "content": article},
            ],
            "max_tokens": self.settings.max_output_tokens,
            "temperature": self.settings.temperature,
        }
        if self.settings.json_mode:
            asked["response_format"] = {"type": "json_object"}
        choices = self._post(asked).json()["choices"]
        return (choices[0]["message"]["content"] or "") if choices else ""

    def _post(self, asked: dict[str, Any]) -> httpx2.Response:
        """The response, after up to `retries` retries if they may help. Raises httpx2.HTTPError."""
        client = _client(self.settings)
        for pause in _pauses(self.settings.retries):
            answer = _answer(client, asked)
            if answer is not None and not _may_pass(answer.status_code):
                return answer.raise_for_status()
            time.sleep(min(max(pause, _wait_asked_for(answer)), self.settings.timeout_seconds))
        return client.post(_PATH, json=asked).raise_for_status()


def _answer(client: httpx2.Client, asked: dict[str, Any]) -> httpx2.Response | None:
    """The response of one request; None if the connection failed."""
    import httpx2

    with contextlib.suppress(httpx2.TransportError):
        return client.post(_PATH, json=asked)
    return None


def _may_pass(status: int) -> bool:
    return status in _PASSING or status >= 500


def _pauses(retries: int) -> list[float]:
    """The seconds before each retry: doubling from half a second, with jitter."""
    return [min(0.5 * 2**retry, 8.0) * random.uniform(0.75, 1) for retry in range(retries)]  # noqa: S311 -- no secret


def _wait_asked_for(answer: httpx2.Response | None) -> float:
    """The seconds in a `Retry-After` header; 0 without one or for a date (RFC 9110, 10.2.3)."""
    after = answer.headers.get("retry-after", "") if answer is not None else ""
    return float(after) if after.isdecimal() else 0.0


@lru_cache(maxsize=4)
def _client(settings: LlmSettings) -> httpx2.Client:
    import httpx2

    return httpx2.Client(
        base_url=settings.base_url,
        headers={"Authorization": f"Bearer {settings.api_key}"},
        timeout=settings.timeout_seconds,
        follow_redirects=True,
    )


def _within(seconds: float, call: Callable[[], str]) -> str:
    """The result of `call`; raises FutureTimeout after `seconds`. The client's own time-out is per
    read, so a server that sends a byte a second would never exceed it.
    """
    future: Future[str] = Future()

    def run() -> None:
        try:
            future.set_result(call())
        except BaseException as error:  # noqa: BLE001 - handed to the waiting thread
            future.set_exception(error)

    threading.Thread(target=run, name="llm", daemon=True).start()
    return future.result(timeout=seconds)
