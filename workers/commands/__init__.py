"""The commands that need the database, to watch and repair. Each module is imported when run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workers.commands.audit import audit
from workers.commands.dead_letters import dead_letters, discard, retry
from workers.commands.diff import diff
from workers.commands.doctor import doctor
from workers.commands.editing import correct, kill, restore, roll_back, schedule, withhold
from workers.commands.export import export
from workers.commands.listing import list_articles
from workers.commands.migrate import migrate
from workers.commands.rename import rename
from workers.commands.republish import republish
from workers.commands.show import show
from workers.commands.status import status
from workers.commands.top import top

COMMANDS: dict[str, Callable[..., Any]] = {
    "status": status,
    "top": top,
    "list": list_articles,
    "show": show,
    "diff": diff,
    "dead-letters": dead_letters,
    "retry": retry,
    "discard": discard,
    "kill": kill,
    "withhold": withhold,
    "restore": restore,
    "correct": correct,
    "schedule": schedule,
    "roll-back": roll_back,
    "rename": rename,
    "republish": republish,
    "audit": audit,
    "doctor": doctor,
    "export": export,
    "migrate": migrate,
}
