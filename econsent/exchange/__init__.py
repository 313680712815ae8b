"""What stations, libraries and askers say to one another: the questions and answers of every verb, as frozen types.

The server, `remote` and the command line render these and nothing else. On the wire they are JSON; moments are RFC 3339
text, digests lower-case hex, bytes standard base64. Envelopes travel raw, in frames.
"""

from __future__ import annotations

from econsent.exchange.audit import AuditLine, AuditQuery, AuditReport
from econsent.exchange.changes import Change, Changes, Event
from econsent.exchange.forms import (
    MAX_FORM_FILE,
    FormFile,
    FormFileName,
    FormFiles,
    FormFinding,
    FormManifest,
    FormReleased,
)
from econsent.exchange.frames import FRAMES, MAX_FRAMES, pack_frames, unpack_frames
from econsent.exchange.health import Consistency, Finding, LogReport, Problem, Readiness
from econsent.exchange.message import Message, Moment, Said, parse
from econsent.exchange.overview import Day, PointDay, Tally
from econsent.exchange.questions import (
    Answer,
    Ground,
    Obligation,
    PersonAnswer,
    PersonQuestion,
    Question,
    RoomAnswer,
    RoomQuestion,
    StationContact,
)
from econsent.exchange.site import SiteFiles, SiteFinding, SiteImported, SiteReport
from econsent.exchange.staff import StaffMissing, StaffReport
from econsent.exchange.statements import (
    Corrected,
    CorrectionRequest,
    Cosignature,
    Found,
    ReceiptShown,
    SearchRequest,
    Shown,
    WithdrawalRequest,
    Withdrawn,
)
from econsent.exchange.stations import (
    About,
    Contact,
    Delivered,
    DepositReply,
    Enrolment,
    EnrolmentRequest,
    Invitation,
    InvitationRequest,
    Refused,
)
from econsent.exchange.subscribers import (
    DeadLetter,
    Index,
    Redelivery,
    RedeliveryRequest,
    SecretRotated,
    SecretRotation,
    State,
    Subscribed,
    Subscriber,
    SubscriberRequest,
)

__all__ = [
    "FRAMES",
    "MAX_FORM_FILE",
    "MAX_FRAMES",
    "About",
    "Answer",
    "AuditLine",
    "AuditQuery",
    "AuditReport",
    "Change",
    "Changes",
    "Consistency",
    "Contact",
    "Corrected",
    "CorrectionRequest",
    "Cosignature",
    "Day",
    "DeadLetter",
    "Delivered",
    "DepositReply",
    "Enrolment",
    "EnrolmentRequest",
    "Event",
    "Finding",
    "FormFile",
    "FormFileName",
    "FormFiles",
    "FormFinding",
    "FormManifest",
    "FormReleased",
    "Found",
    "Ground",
    "Index",
    "Invitation",
    "InvitationRequest",
    "LogReport",
    "Message",
    "Moment",
    "Obligation",
    "PersonAnswer",
    "PersonQuestion",
    "PointDay",
    "Problem",
    "Question",
    "Readiness",
    "ReceiptShown",
    "Redelivery",
    "RedeliveryRequest",
    "Refused",
    "RoomAnswer",
    "RoomQuestion",
    "Said",
    "SearchRequest",
    "SecretRotated",
    "SecretRotation",
    "Shown",
    "SiteFiles",
    "SiteFinding",
    "SiteImported",
    "SiteReport",
    "StaffMissing",
    "StaffReport",
    "State",
    "StationContact",
    "Subscribed",
    "Subscriber",
    "SubscriberRequest",
    "Tally",
    "WithdrawalRequest",
    "Withdrawn",
    "pack_frames",
    "parse",
    "unpack_frames",
]
