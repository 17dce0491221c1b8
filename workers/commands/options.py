"""Options that several commands share."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from matbaa.commands import console

if TYPE_CHECKING:
    from models.queries import Filter

_SPAN = re.compile(r"(\d+)\s*([smhdw])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def moment(value: str) -> datetime:
    """Parse a time: `2h` and `3d` mean that long ago; otherwise ISO 8601, by default in UTC.

    Raises typer.BadParameter.
    """
    return _read(value, -1, UTC)


def to_come(value: str) -> datetime:
    """A future time: `2h` means from now, otherwise ISO 8601, in the site's zone without an offset,
    as in the desk. Raises typer.BadParameter.
    """
    from matbaa.settings import get_settings

    return _read(value, 1, get_settings().site().zone)


def _read(value: str, sign: int, zone: tzinfo) -> datetime:
    found = _SPAN.fullmatch(value.strip())
    if found is None:
        return _iso(value, zone)
    try:
        return datetime.now(UTC) + sign * timedelta(**{_UNITS[found[2]]: int(found[1])})
    except OverflowError:
        raise typer.BadParameter(f"{value!r} is too long a span") from None


def _iso(value: str, zone: tzinfo) -> datetime:
    try:
        time = datetime.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(
            f"{value!r} is neither a time such as 2025-04-10T08:30 nor a span such as 2h"
        ) from None
    return time if time.tzinfo else time.replace(tzinfo=zone)


def _states_like(incomplete: str) -> list[str]:
    return [name for name in _states() if name.startswith(incomplete)]


def _states() -> list[str]:
    from models import State as Known

    return ["live", "withdrawn", *(each.value for each in Known)]


Json: TypeAlias = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Lines: TypeAlias = Annotated[bool, typer.Option("--json", help="Print one JSON object per line.")]
DryRun: TypeAlias = Annotated[
    bool, typer.Option("--dry-run", help="Print what would be done, without doing it.")
]
Why: TypeAlias = Annotated[str, typer.Option(help="Reason, kept in the audit log.")]
State: TypeAlias = Annotated[
    str | None,
    typer.Option(
        help="State: live, withdrawn, dead, accepted ... published.", autocompletion=_states_like
    ),
]
Site: TypeAlias = Annotated[str | None, typer.Option(help="Only on this site.")]
Section: TypeAlias = Annotated[str | None, typer.Option(help="Only in this section.")]
Language: TypeAlias = Annotated[str | None, typer.Option(help="Only in this language.")]
Source: TypeAlias = Annotated[str | None, typer.Option(help="Only from this producer.")]
Since: TypeAlias = Annotated[
    datetime | None,
    typer.Option(parser=moment, help="Only if submitted since then: 2h, 3d or 2025-04-10."),
]
Until: TypeAlias = Annotated[
    datetime | None, typer.Option(parser=moment, help="Only if submitted before then.")
]
Search: TypeAlias = Annotated[str, typer.Option(help="Words in the headline.")]
Ids: TypeAlias = Annotated[list[str] | None, typer.Argument(help="Article ids.")]


def article_filter(
    state: str | None = None,
    *,
    site: str | None = None,
    section: str | None = None,
    language: str | None = None,
    source: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    search: str = "",
) -> Filter:
    """Make a filter from the options. Raises typer.BadParameter for an unknown state."""
    from models import State as Known
    from models.queries import Filter

    live = {"withdrawn": False, "live": True}.get(state or "")
    if state and state not in _states():
        raise typer.BadParameter(f"{state!r} is not one of {', '.join(_states())}")
    return Filter(
        state=Known(state) if state and live is None else None,
        live=live,
        site=site,
        section=section,
        language=language,
        source=source,
        since=since,
        until=until,
        headline=search,
    )


def site_key(site: str | None) -> str:
    """The key of the site that the option names, by default the first. Raises typer.BadParameter
    for an unknown one.
    """
    from matbaa.settings import get_settings

    known = get_settings().sites
    if site is not None and site not in known:
        raise typer.BadParameter(f"{site!r} is not a known site; the sites are: {', '.join(known)}")
    return get_settings().site(site).key


def refuse_all(remedy: str = "give article ids or filters") -> None:
    """Exit with 2, because acting on all articles must be asked for explicitly."""
    console.complain(remedy)
    raise typer.Exit(2)
