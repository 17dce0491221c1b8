"""What a person does to articles once they are in, and the letters they answer.

Every act is a transaction of its own with its line in the audit log; hints and receipts follow the
commit. What changes what readers see is a new revision, on the same road and fenced like any other.
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
