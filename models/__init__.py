"""The database: one file per table, and the statements that change its rows."""

from models.article import Article
from models.audit_mark import AuditMark
from models.base import Base
from models.build import Build
from models.dead_letter import DeadLetter, LetterStatus
from models.description import Description
from models.design import Design
from models.dirty import Dirty
from models.event import Event
from models.fingerprint import Band, Fingerprint, NearDuplicate
from models.headline import HeadlineWord
from models.lease import Lease
from models.listing import ListingRow, Membership
from models.mention import Mention
from models.notice import Notice, OutletRow
from models.outage import Outage
from models.page import PageRow
from models.picture import Picture, PictureOrder, PictureUse
from models.receipt import Receipt, ReceiptStatus
from models.revision import Revision
from models.states import OPEN, Lane, State, Takedown
from models.tally import Tally, TallyMark

__all__ = [
    "OPEN",
    "Article",
    "AuditMark",
    "Band",
    "Base",
    "Build",
    "DeadLetter",
    "Description",
    "Design",
    "Dirty",
    "Event",
    "Fingerprint",
    "HeadlineWord",
    "Lane",
    "Lease",
    "LetterStatus",
    "ListingRow",
    "Membership",
    "Mention",
    "NearDuplicate",
    "Notice",
    "Outage",
    "OutletRow",
    "PageRow",
    "Picture",
    "PictureOrder",
    "PictureUse",
    "Receipt",
    "ReceiptStatus",
    "Revision",
    "State",
    "Takedown",
    "Tally",
    "TallyMark",
]
