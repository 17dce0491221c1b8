"""Formats numbers, times and states in the viewer's language, for the desk's templates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_decimal
from babel.units import format_unit
from markupsafe import Markup

from desk import faults, sentences
from desk.access import Role
from desk.isolates import isolated, marked_up
from desk.translations import catalog
from models import OPEN, LetterStatus, State
from tasks.pipeline import PIPELINE

_STEPS = (
    ("day", 86_400.0),
    ("hour", 3_600.0),
    ("minute", 60.0),
    ("second", 1.0),
    ("millisecond", 0.001),
)


class Wording:
    """Formats values in one language and one time zone.

    Digits are Latin in every language, as pan-Arab newsrooms write them, and line up in columns.
    """

    def __init__(self, language: str, zone: ZoneInfo) -> None:
        self._locale = Locale.parse(language)
        self._zone = zone
        self._translate = catalog(language).gettext

    @property
    def filters(self) -> dict[str, Callable[..., Any]]:
        """The template filters by name."""
        return {
            "number": self.number,
            "duration": self.duration,
            "moment": self.moment,
            "past": self.past,
            "service": self.service,
            "language": self.language,
            "sentence": self.sentence,
            "fault": self.fault,
            "readable": unquote,
        }

    def state(self, value: str) -> str:
        """The name of a state on the desk."""
        _ = self._translate
        words = {
            "accepted": _("received"),
            "ingested": _("ingested"),
            "extracted": _("for the model"),
            "summarized": _("summarized"),
            "rendered": _("rendered"),
            "uploaded": _("uploaded"),
            "later": _("for later"),
            **dict.fromkeys(("published", "live"), _("live")),
            "superseded": _("superseded"),
            "split": _("split"),
            "dead": _("failed"),
            "withdrawn": _("taken down"),
        }
        return words.get(value, value)

    @staticmethod
    def stage_name(state: State) -> str:
        """The pipeline's own name of the stage that a revision in `state` waits for."""
        return PIPELINE[state][1].value

    def stage_of(self, state: State) -> str:
        """The translated name of the stage that a revision in `state` waits for."""
        _ = self._translate
        words = {
            State.ACCEPTED: _("ingest"),
            State.INGESTED: _("summarize"),
            State.EXTRACTED: _("language model"),
            State.SUMMARIZED: _("render"),
            State.RENDERED: _("upload"),
        }
        return words.get(state, state.value)

    def field(self, name: str) -> str:
        """The name of a field of an article."""
        _ = self._translate
        words = {
            "title": _("Headline"),
            "subtitle": _("Standfirst"),
            "authors": _("Byline"),
            "section": _("Section"),
            "tags": _("Tags"),
            "place": _("Dateline"),
            "published": _("Published"),
            "updated": _("Updated"),
            "language": _("Language"),
            "correction": _("Correction note"),
            "summary": _("Summary"),
            "description": _("Description"),
            "keywords": _("Keywords"),
            "slug": _("Address"),
            **dict.fromkeys(("text", "body"), _("Text")),
            "images": _("Images"),
            "status": _("Visibility"),
            "comments": _("Comments"),
            "views": _("Views"),
            **dict.fromkeys(("document", "payload"), _("Submitted document")),
            "article": _("Article"),
            "revision": _("Version"),
            "key": _("Key"),
            "site": _("Site"),
            "note": _("Correction note"),
            "why": _("Why"),
        }
        return words.get(name, name)

    def act(self, what: str) -> str:
        """The name of an act or incident in the audit log."""
        _ = self._translate
        words = {
            "correct": _("corrected"),
            "discard": _("failure discarded"),
            "edit": _("edited and submitted again"),
            "expire": _("expired"),
            "failed": _("failed"),
            "kill": _("killed"),
            "near_duplicate": _("found to repeat another article"),
            "picture": _("picture could not be fetched"),
            "put_off": _("attempt failed"),
            "rename": _("renamed"),
            "republish": _("republished"),
            "restore": _("restored"),
            "retract": _("retracted"),
            "retry": _("retried"),
            "roll_back": _("rolled back"),
            "schedule": _("scheduled"),
            "withhold": _("withheld"),
        }
        return words.get(what, what)

    def letter(self, status: str) -> str:
        """The name of a dead letter's status."""
        _ = self._translate
        words = {"open": _("open"), "replayed": _("replayed"), "discarded": _("discarded")}
        return words.get(status, status)

    def service(self, name: str) -> str:
        """The name of a service."""
        _ = self._translate
        words = {
            "redis": _("Redis"),
            "database": _("Database"),
            "storage": _("Storage"),
            "provider": _("Your organisation's sign-in"),
        }
        return words.get(name, name)

    def filter_state(self, value: str) -> str:
        """The name of a state in the filter of the list of articles."""
        _ = self._translate
        return _("published") if value == "published" else self.state(value)

    @property
    def zone(self) -> str:
        """The key of the time zone in which times are shown and read."""
        return self._zone.key

    def lane(self, value: str) -> str:
        """The name of a lane."""
        _ = self._translate
        return {"news": _("news"), "bulk": _("bulk")}.get(value, value)

    def source(self, value: str) -> str:
        """The name of the source of a field's value (`desk.provenance`)."""
        _ = self._translate
        words = {
            **dict.fromkeys(("supplied", "submitted"), _("submitted")),
            "inferred": _("inferred"),
            "extractive": _("generated: sentences of the article"),
            "generated": _("generated"),
            "llm": _("generated: language model"),
        }
        return words.get(value, value)

    def role(self, role: Role) -> str:
        """The name of a role."""
        _ = self._translate
        words = {Role.READER: _("reader"), Role.EDITOR: _("editor"), Role.OPERATOR: _("operator")}
        return words[role]

    def number(self, value: float) -> str:
        """A number with group separators, such as `12,345`."""
        return str(format_decimal(value, locale=self._locale, numbering_system="latn"))

    def duration(self, seconds: float | None) -> str:
        """A duration in its largest fitting unit, such as `0.4 s`, `12 s`, `3 min` or `2 h`."""
        if seconds is None:
            return "–"
        seconds = max(0.0, seconds)
        # Tenths of a second are easier to compare than hundreds of milliseconds.
        steps = _STEPS if seconds < 0.1 else _STEPS[:-1]
        unit, length = next((step for step in steps if seconds >= step[1]), steps[-1])
        value = seconds / length
        rounded = round(value, 2 if value < 1 else 1 if value < 10 else 0)
        return str(
            format_unit(
                int(rounded) if rounded == int(rounded) else rounded,
                f"duration-{unit}",
                length="short",
                locale=self._locale,
                numbering_system="latn",
            )
        )

    def moment(self, at: datetime | str | None) -> Markup | str:
        """A `<time>` element: the time of day, preceded by the date unless that is today.

        A string is read as ISO 8601.
        """
        if not at:
            return "–"
        if isinstance(at, str):
            at = datetime.fromisoformat(at)
        local = at.astimezone(self._zone)
        clock = f"{local:%H:%M:%S}"
        today = datetime.now(self._zone).date()
        text = clock if local.date() == today else f"{self._day(local)} {clock}"
        full = format_datetime(local, "full", locale=self._locale)
        return Markup('<time datetime="{}" title="{}">{}</time>').format(
            local.isoformat(), full, text
        )

    def _day(self, local: datetime) -> str:
        text = str(format_date(local, "medium", locale=self._locale))
        return text.translate(_LATIN)

    def past(self, at: datetime | None) -> Markup | str:
        """A `<time>` element such as `19 sec. ago`, with the exact time as its title."""
        if at is None:
            return "–"
        gone = min(timedelta(), at - datetime.now(UTC))
        said = format_timedelta(gone, add_direction=True, format="short", locale=self._locale)
        full = format_datetime(at.astimezone(self._zone), "full", locale=self._locale)
        return Markup('<time datetime="{}" title="{}">{}</time>').format(at.isoformat(), full, said)

    def language(self, tag: str) -> str:
        """The name of a language; its tag if it has no known name."""
        try:
            return Locale.parse(tag, sep="-").get_language_name(self._locale.language) or tag
        except (ValueError, UnknownLocaleError):
            return tag

    def sentence(self, text: str) -> Markup:
        """Translate a sentence of the pipeline, if it is a known one."""
        said = sentences.translated(text, self._translate, self._names, self._value)
        return self.fault(text) if said == text else marked_up(said)

    def fault(self, text: str) -> Markup:
        """Translate the reason of a failure, if it is a known one."""
        return marked_up(faults.told(text, self._translate, self._part, self._quoted))

    def _part(self, name: str) -> str:
        known = self._stages().get(name) or self.field(name)
        return self._quoted(self.service(name) if known == name else known)

    def _quoted(self, text: str) -> str:
        return isolated(text) if self._locale.text_direction == "rtl" else text

    def _value(self, text: str) -> str:
        return self._quoted(self._names(text))

    def _stages(self) -> dict[str, str]:
        _ = self._translate
        words = {self.stage_name(state): self.stage_of(state) for state in OPEN}
        return words | {"intake": _("intake")}

    def _names(self, said: str) -> str:
        """Translate a value in a sentence: names of fields, states, stages and roles."""
        known = self._stages() | {role.word: self.role(role) for role in Role}
        known |= {state.value: self.state(state) for state in State}
        known |= {status.value: self.letter(status.value) for status in LetterStatus}
        parts = said.split(", ")
        between = "، " if self._locale.text_direction == "rtl" else ", "
        told = [known.get(part) or self.field(part) for part in parts]
        return said if told == parts else between.join(told)


#: Replaces the Arabic-Indic digits with which CLDR formats dates in plain `ar`.
_LATIN = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
