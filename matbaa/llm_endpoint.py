"""An OpenAI-compatible endpoint: asked once, for so long, and left alone while it fails."""

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
    import httpx2  # loaded where it is used: most sites ask no model

#: Answers that say nothing of how the next article will fare: it may be too long, or not allowed.
_ARTICLES_FAULT = {400, 413, 422}
_PATH = "chat/completions"
#: Of what is below 500, answers that may be others a moment later.
_PASSING = {408, 409, 429}


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
        except Exception as error:  # whatever else half an answer makes of itself
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
        """Asked again, up to `retries` times, where that may help. Raises httpx2.HTTPError."""
        client = _client(self.settings)
        for pause in _pauses(self.settings.retries):
            answer = _answer(client, asked)
            if answer is not None and not _may_pass(answer.status_code):
                return answer.raise_for_status()
            time.sleep(min(max(pause, _wait_asked_for(answer)), self.settings.timeout_seconds))
        return client.post(_PATH, json=asked).raise_for_status()


def _answer(client: httpx2.Client, asked: dict[str, Any]) -> httpx2.Response | None:
    """None where there is none."""
    import httpx2

    with contextlib.suppress(httpx2.TransportError):
        return client.post(_PATH, json=asked)
    return None


def _may_pass(status: int) -> bool:
    return status in _PASSING or status >= 500


def _pauses(retries: int) -> list[float]:
    """Seconds before each: doubling from half a second, with jitter."""
    return [min(0.5 * 2**retry, 8.0) * random.uniform(0.75, 1) for retry in range(retries)]  # noqa: S311 -- no secret


def _wait_asked_for(answer: httpx2.Response | None) -> float:
    """Seconds, where the answer names them (RFC 9110, 10.2.3; the other form is a date)."""
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
