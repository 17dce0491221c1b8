"""`matbaa completion`: prints the completion script for a shell."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer
from typer.completion import get_completion_script  # type: ignore[attr-defined]  # not in __all__

from matbaa.commands import console


class Shell(StrEnum):
    """The supported shells."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


def completion(
    shell: Annotated[Shell, typer.Argument(help="The shell to complete commands in.")],
) -> None:
    """Print a completion script for a shell. In bash and zsh: eval "$(matbaa completion zsh)"; in
    fish: matbaa completion fish | source.
    """
    script = get_completion_script(
        prog_name="matbaa", complete_var="_MATBAA_COMPLETE", shell=shell.value
    )
    if shell is Shell.ZSH:  # zsh has no `compdef` until `compinit` has run
        script = f"(( $+functions[compdef] )) || {{ autoload -Uz compinit; compinit -u }}\n{script}"
    console.fact(script)
