"""Acts: what people do to articles after submission, such as kill, correct, restore or retry.

Every act is one transaction that also writes the audit log. Hints and receipts are sent after the
commit. An act that changes what readers see creates a new revision, which passes through the
pipeline and is fenced like any other.
"""

from tasks.acts.act import Act, Unknown
from tasks.acts.editions import correct, kill, restore, retract, roll_back, schedule, withhold
from tasks.acts.letters import discard, edit_and_replay, retry
from tasks.acts.printing import republish
from tasks.acts.renaming import count_named, named, rename

__all__ = [
    "Act",
    "Unknown",
    "correct",
    "count_named",
    "discard",
    "edit_and_replay",
    "kill",
    "named",
    "rename",
    "republish",
    "restore",
    "retract",
    "retry",
    "roll_back",
    "schedule",
    "withhold",
]
