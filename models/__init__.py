"""Where it is kept: one file per table, and the statements that move its rows."""

from models.article import Article
from models.base import Base
from models.dead_letter import DeadLetter, LetterStatus
from models.dirty import Dirty
from models.event import Event
from models.lease import Lease
from models.page import PageRow
from models.receipt import Receipt, ReceiptStatus
from models.revision import Revision
from models.states import OPEN, Lane, State

__all__ = [
    "OPEN",
    "Article",
    "Base",
    "DeadLetter",
    "Dirty",
    "Event",
    "Lane",
    "Lease",
    "LetterStatus",
    "PageRow",
    "Receipt",
    "ReceiptStatus",
    "Revision",
    "State",
]
