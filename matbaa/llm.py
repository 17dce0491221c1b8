"""Summaries and descriptions by a language model, used only if they are faithful to the article.

Any OpenAI-compatible endpoint can be used. `matbaa.faithfulness` checks its answers. If the
endpoint fails or is late, or the answer is not faithful, the extractive result is used with the
reason.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from string import Template
from typing import Any, Protocol

from matbaa.description import describe
from matbaa.faithfulness import unfaithful
from matbaa.language.words import primary
from matbaa.llm_endpoint import Breaker, LlmEndpoint, LlmSettings, Unusable
from matbaa.prose.cleaning import running_text
from matbaa.prose.fitting import length
from matbaa.summary import Summary, summarize

#: The most characters of a sentence in a summary; editors would not accept longer ones.
_LONGEST_SENTENCE = 400


class Cache(Protocol):
    """A cache of answers by the hash of the question; it may lose entries."""

    def get(self, key: str) -> str | None:
        """The answer stored under `key`, or None."""

    def set(self, key: str, value: str) -> None:
        """Store an answer."""


@dataclass(frozen=True, slots=True)
class Written:
    """A summary and a description of one article, each with how it was made."""

    summary: Summary
    description: str
    #: `llm` or `extractive`.
    description_method: str
    #: Why the model's description was not used.
    description_reason: str | None = None


class LlmWriter:
    """Writes summaries and descriptions by a language model instead of by rule.

    Create one per worker process, after the fork, because it holds connections.
    """

    def __init__(
        self, settings: LlmSettings, cache: Cache | None = None, breaker: Breaker | None = None
    ) -> None:
        self._settings = settings
        self._cache = cache
        self._endpoint = LlmEndpoint(settings, breaker)

    def summarize(
        self, text: str, *, title: str = "", language: str | None = None, sentences: int = 3
    ) -> Summary:
        """Like `matbaa.summary.summarize`; `method` and `reason` say how it was made and why."""
        return self.write(text, title=title, language=language, sentences=sentences).summary

    def describe(
        self, text: str, *, title: str = "", language: str | None = None, limit: int = 155
    ) -> str:
        """Like `matbaa.description.describe`."""
        return self.write(text, title=title, language=language, limit=limit).description

    def write(
        self,
        text: str,
        *,
        title: str = "",
        language: str | None = None,
        sentences: int = 3,
        limit: int = 155,
    ) -> Written:
        """Summary and description by one request, each checked separately. Failures of the endpoint
        never raise; they lead to the extractive result.
        """
        extracted = summarize(text, title=title, language=language, sentences=sentences)
        described = describe(text, title=title, language=language, limit=limit)
        try:
            answer = self._answer(text, title, language, sentences, limit)
        except Unusable as error:
            return Written(
                replace(extracted, reason=str(error)), described, "extractive", str(error)
            )
        article = f"{title}\n{text}"
        summary = _checked_summary(answer, article, language, sentences)
        description, reason = _checked_description(answer, article, language, limit)
        return Written(
            Summary(summary, [], "llm", self._settings.model)
            if isinstance(summary, list)
            else replace(extracted, reason=summary),
            description or described,
            "llm" if description else "extractive",
            reason,
        )

    def _answer(
        self, text: str, title: str, language: str | None, sentences: int, limit: int
    ) -> dict[str, Any]:
        body = "\n\n".join(s.text for s in running_text(text, title, language).sentences)
        body = body[: self._settings.max_input_characters]
        if not body:
            raise Unusable("the article has no prose")
        prompt = _prompt(language)
        asked = json.dumps([self._settings.model, prompt, language, sentences, limit, title, body])
        key = hashlib.sha256(asked.encode()).hexdigest()
        kept = self._cache.get(key) if self._cache is not None else None
        if kept is None:
            fence = f"article-{secrets.token_hex(8)}"
            system = Template(prompt).substitute(
                fence=fence, sentences=sentences, limit=limit, language=_name(language)
            )
            kept = self._endpoint.ask(system, f"<{fence}>\n{title}\n\n{body}\n</{fence}>")
            if self._cache is not None:
                self._cache.set(key, kept)
        return _parsed(kept)


def _parsed(answer: str) -> dict[str, Any]:
    start, end = answer.find("{"), answer.rfind("}")
    try:
        found = json.loads(answer[start : end + 1])
    except ValueError as error:
        raise Unusable("the answer is not the JSON that was asked for") from error
    if not isinstance(found, dict):
        raise Unusable("the answer is not the JSON that was asked for")
    return found


def _checked_summary(
    answer: dict[str, Any], article: str, language: str | None, sentences: int
) -> list[str] | str:
    """The model's sentences, or the reason why they cannot be used."""
    found = answer.get("summary")
    if not isinstance(found, list) or not all(isinstance(each, str) and each for each in found):
        return "summary: not a list of sentences"
    if not 1 <= len(found) <= sentences:
        return f"summary: {len(found)} sentences"
    if max(map(length, found)) > _LONGEST_SENTENCE:
        return "summary: too long"
    reason = unfaithful(" ".join(found), article, language)
    return f"summary: {reason}" if reason else [each.strip() for each in found]


def _checked_description(
    answer: dict[str, Any], article: str, language: str | None, limit: int
) -> tuple[str, str | None]:
    """The model's description and None, or an empty string and the reason."""
    found = answer.get("description")
    if not isinstance(found, str) or not found.strip():
        return "", "description: missing"
    if not 0.3 * limit <= length(found) <= limit:
        return "", f"description: {length(found)} characters"
    reason = unfaithful(found, article, language)
    return ("", f"description: {reason}") if reason else (found.strip(), None)


@lru_cache(maxsize=32)
def _prompt(language: str | None) -> str:
    folder = files("matbaa") / "prompts"
    own = folder / f"{primary(language)}.txt"
    return (own if own.is_file() else folder / "en.txt").read_text("utf-8")


def _name(language: str | None) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(primary(language)).get_display_name("en") or "the article's language"
    except (UnknownLocaleError, ValueError):
        return "the article's language"
