"""Work that takes longer than an answer may: who asked for it and why, how far it is, and what came of it."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from econsent.exchange.audit import AuditReport
from econsent.exchange.forms import FormFile, FormFileName, FormFinding, FormReleased
from econsent.exchange.health import Finding, LogReport
from econsent.exchange.message import Message
from econsent.exchange.preservation import PreservationLine
from econsent.exchange.search import DecisionQuery
from econsent.exchange.site import SiteFinding, SiteImported
from econsent.record import Hex32, Identifier, Label, Token

WorkKind = Literal["export", "check", "import", "release", "preservation"]
WorkState = Literal["waiting", "running", "checked", "done", "failed", "interrupted"]
"""`checked` is an upload that was looked through and waits for somebody's yes; `interrupted` can be begun again."""
Reason = Annotated[str, Meta(min_length=1, max_length=500)]
MAX_REGISTER_FILES = 16


class ExportRequest(Message, frozen=True, kw_only=True):
    """Every statement that a search of decisions finds, or all of one person's, as one archive; and why.

    The query's `limit` and `after` say nothing here: the whole of what it finds is taken out.
    """

    reason: Reason
    decisions: DecisionQuery | None = None
    person: Identifier | None = None

    def __post_init__(self) -> None:
        if (self.decisions is None) == (self.person is None):
            raise ValueError("an export names decisions, or one person")


class CheckRequest(Message, frozen=True, kw_only=True):
    """The whole log and store are to be recomputed; and why."""

    reason: Reason


class PreservationRequest(Message, frozen=True, kw_only=True):
    """The log is to be dated by an authority outside; and why. Which authority is not asked for: it is configured."""

    reason: Reason


class ImportRequest(Message, frozen=True, kw_only=True):
    """Files of a register, base64, that are looked through first: nothing is taken over before that is confirmed."""

    files: Annotated[tuple[bytes, ...], Meta(min_length=1, max_length=MAX_REGISTER_FILES)]


class ReleaseRequest(Message, frozen=True, kw_only=True):
    """Files of a form, base64, that are looked through first: nothing is released before that is confirmed."""

    files: Annotated[dict[FormFileName, FormFile], Meta(min_length=1, max_length=8)]


class Confirmation(Message, frozen=True, kw_only=True):
    """Why what was looked through is to be taken over."""

    reason: Reason


class WorkFile(Message, frozen=True, kw_only=True):
    """The file that a work made: its name, which names nobody, its media type, its bytes and their SHA-256."""

    name: str
    media_type: str
    size: int
    digest: Hex32


class WorkProblem(Message, frozen=True, kw_only=True):
    """Why a work failed: the stable code of the error, what it means, what to do, and the place of what is wrong."""

    code: str
    what: str
    remedy: str = ""
    path: str = ""


class StoreReport(Message, frozen=True, kw_only=True):
    """What a check found of log and store, up to the size that the log had; the trail is None for who may not read it.

    `persons_skipped` spoke meanwhile: what stands for them is checked the next time.
    """

    log: LogReport
    findings: tuple[Finding, ...]
    persons_skipped: int
    audit: AuditReport | None


class TableChange(Message, frozen=True, kw_only=True):
    """How many rows of a table of the register come, differ, go and stay; `named` are ids of the first three sorts.

    Rosters name workers: of them there are numbers alone.
    """

    table: Token
    added: int
    changed: int
    removed: int
    kept: int
    named: tuple[Label, ...] = ()


class RegisterChanges(Message, frozen=True, kw_only=True):
    """What an import would change in the version `basis` of the register, and what would be found of it then.

    `findings` are those that the register does not have now, `settled` is how many it would no longer have.
    """

    basis: int
    tables: tuple[TableChange, ...]
    findings: tuple[SiteFinding, ...]
    settled: int


class FormChecked(Message, frozen=True, kw_only=True):
    """What was found in a form, and beside which version it would stand: empty where it is the first of its id."""

    form: str
    before: str
    findings: tuple[FormFinding, ...]


class WorkReport(Message, frozen=True, kw_only=True):
    """What a work has to say; each kind fills its own."""

    statements: int | None = None
    missing: int | None = None
    store: StoreReport | None = None
    register: RegisterChanges | None = None
    imported: SiteImported | None = None
    form: FormChecked | None = None
    released: FormReleased | None = None
    preservation: PreservationLine | None = None


class Work(Message, frozen=True, kw_only=True):
    """A work and how far it is: `done` of `total` steps, 0 of 0 while that is not known.

    `asker` is the opaque id of whoever asked for it. At `expires` it is forgotten with its result.
    """

    id: Token
    kind: WorkKind
    state: WorkState
    asker: Token
    reason: str
    asked: str
    begun: str | None
    ended: str | None
    expires: str
    done: int
    total: int
    file: WorkFile | None = None
    report: WorkReport | None = None
    problem: WorkProblem | None = None
