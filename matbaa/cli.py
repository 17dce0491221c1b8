"""`matbaa ...`: the command line. Data goes to stdout, everything else to stderr."""

from __future__ import annotations

import errno
import os
import sys
from importlib.metadata import entry_points

import typer

from matbaa import __version__
from matbaa.commands import console
from matbaa.commands.completion import completion
from matbaa.commands.demo import demo
from matbaa.commands.preview import preview
from matbaa.commands.submit import submit
from matbaa.commands.up import READY_FILE, env, is_running, up
from matbaa.errors import Conflict, MatbaaError, Misconfigured, Rejected, ServiceUnavailable

#: Exit codes; the README explains them.
UNEXPECTED, USAGE, REJECTED, UNREACHABLE, CONFLICT, INTERRUPTED = 1, 2, 3, 6, 7, 130

_WATCHING_ELSEWHERE = (
    "The commands that watch and repair need the whole press: a checkout or the image."
)

#: Help for first-time users; \b keeps the line breaks (click, "Preventing Rewrapping").
_FIRST_STEPS = """\b
Start with `matbaa demo`, which submits samples, or with `matbaa up`.
In another terminal, run eval "$(matbaa env)" so that every command finds it.

\b
Exit codes: 0 done, 1 unexpected, 2 usage, 3 rejected, 4 accepted but failed
later, 5 timed out while waiting, 6 a service cannot be reached, 7 conflict,
130 interrupted.
"""

app = typer.Typer(
    name="matbaa",
    help="A printing press for newsrooms: articles in, finished pages out.",
    epilog=_FIRST_STEPS,
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (submit, preview, up, env, demo, completion):
    app.command()(command)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"matbaa {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version."
    ),
) -> None:
    """Options of every command."""


def add_commands() -> None:
    """Add the commands of the packages that are installed together with the library."""
    for entry in entry_points(group="matbaa.commands"):
        try:
            part = entry.load()
        except ModuleNotFoundError as error:
            if (error.name or "").split(".")[0] != "workers":
                raise
            app.info.epilog = _WATCHING_ELSEWHERE
            continue  # the wheel for producers contains only the library
        for name, command in part.items():
            app.command(name)(command)


def main() -> None:
    """Run the command line; an error is reported as a sentence on stderr and an exit code."""
    console.prepare()
    try:
        add_commands()
        app()
    except KeyboardInterrupt:  # while commands are imported; once one runs, typer ends it
        sys.exit(INTERRUPTED)
    except ModuleNotFoundError as error:
        console.complain(f"{error.name} is not installed: pip install 'matbaa[press,embedded]'")
        sys.exit(UNEXPECTED)
    except OSError as error:
        if not (error.filename or error.errno == errno.ENOSPC):
            raise
        console.complain(f"{error.filename or 'the output'}: {error.strerror}")
        sys.exit(UNEXPECTED)
    except MatbaaError as error:
        console.complain(str(error))
        if isinstance(error, ServiceUnavailable):
            _advise()
        sys.exit(_code(error))


def _advise() -> None:
    """Tell what may help if a service cannot be reached."""
    if not _is_told_where() and READY_FILE.exists() and is_running(READY_FILE.parent):
        console.tell(
            f"`matbaa up` is running in {READY_FILE.parent}, and this terminal does not know its "
            'addresses: run eval "$(matbaa env)"'
        )
    elif _knows("doctor"):
        console.tell("run `matbaa doctor` to check every service and see what to do")


def _is_told_where() -> bool:
    """Whether the environment names the services, rather than leaving them to the defaults."""
    return any(name in os.environ for name in ("MATBAA_REDIS_URL", "MATBAA_DATABASE_URL"))


def _knows(command: str) -> bool:
    """Whether a command exists; some need packages besides the library."""
    return any(each.name == command for each in app.registered_commands)


def _code(error: MatbaaError) -> int:
    if isinstance(error, ServiceUnavailable):
        return UNREACHABLE
    if isinstance(error, Conflict):
        return CONFLICT
    if isinstance(error, Misconfigured):
        return USAGE
    return REJECTED if isinstance(error, Rejected) else UNEXPECTED


if __name__ == "__main__":
    main()
