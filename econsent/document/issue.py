"""From what a person said to a signed statement and its sealed document.

Nothing here reads a clock or draws randomness: the circumstances are given, and so is the signer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from msgspec import UNSET, UnsetType

from econsent import record
from econsent.document import inkml, scan
from econsent.document.contents import Contents, contents
from econsent.document.layout import draw
from econsent.document.naming import STATEMENT, STATEMENT_TYPE, evidence_names
from econsent.document.seal import Attachment, Properties, seal
from econsent.errors import FormDigestMismatch, InkMalformed, PageMalformed
from econsent.forms import Catalogue, Form
from econsent.record import Language, Statement
from econsent.signing import Signer
from econsent.signing.jws import sign_compact

_UNREAD_LANGUAGE: Language = "kk"
"""The language of a document whose person read nothing: the state's."""


_DRAWN = ("ink", "assent", "cosignature")
"""Roles of what a hand drew at one place of the document."""


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file that belongs to a statement: its role and media type as in `record.Evidence`, and its bytes."""

    role: str
    media_type: str
    data: bytes = field(repr=False)

    def described(self) -> record.Evidence:
        """Return what the statement says of it."""
        return record.Evidence(
            role=self.role,  # type: ignore[arg-type]  # parse of the finished statement checks it
            media_type=self.media_type,
            size=len(self.data),
            sha256=sha256(self.data).hexdigest(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a person said, before a device signs it; the fields are those of `record.Statement`."""

    kind: record.Kind
    place: record.Place
    recorder: record.Recorder
    subject: record.Subject | None = field(default=None, repr=False)
    grantor: record.Grantor | None = field(default=None, repr=False)
    identified_by: record.IdentifiedBy | None = None
    witness: record.Witness | None = field(default=None, repr=False)
    form: record.FormUse | None = None
    decisions: tuple[record.Decision, ...] = ()
    terms: record.Terms | None = None
    words: str | None = field(default=None, repr=False)
    signature_class: record.SignatureClass | None = None
    evidence: tuple[EvidenceFile, ...] = ()
    legal_basis: tuple[record.LegalBasis, ...] = ()
    refers_to: tuple[record.Reference, ...] = ()
    correction: record.Correction | None = field(default=None, repr=False)
    assent: record.Assent | UnsetType = field(default=UNSET, repr=False)
    cosignature: record.Cosignature | UnsetType = field(default=UNSET, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What the station adds: an id, the time with its bounds, the last checkpoint seen, device and controller."""

    id: str
    made: record.Made
    after: record.SeenCheckpoint
    device: record.Device
    controller: record.Controller


@dataclass(frozen=True, slots=True)
class Issued:
    """A statement as it was signed, and its sealed document; `digest` is the statement's 32 bytes."""

    statement: Statement = field(repr=False)
    jws: bytes = field(repr=False)
    evidence: tuple[EvidenceFile, ...] = field(repr=False)
    document: bytes = field(repr=False)
    digest: bytes


def statement_of(draft: Draft, circumstances: Circumstances) -> Statement:
    """Return the statement that a draft becomes in these circumstances; its rules are checked when it is encoded."""
    said = {name: getattr(draft, name) for name in draft.__dataclass_fields__ if name != "evidence"}
    return Statement(
        schema="econsent/1",
        id=circumstances.id,
        made=circumstances.made,
        after=circumstances.after,
        device=circumstances.device,
        controller=circumstances.controller,
        evidence=tuple(file.described() for file in draft.evidence),
        **said,
    )


def preview(draft: Draft, circumstances: Circumstances, catalogue: Catalogue) -> Contents:
    """Return what the document of a draft will say, for review before it is signed; raise FormError, InkMalformed."""
    return _contents(statement_of(draft, circumstances), catalogue, None, _handwriting(draft))


def issue(draft: Draft, circumstances: Circumstances, signer: Signer, catalogue: Catalogue) -> Issued:
    """Sign a draft and seal its document.

    Raise RecordError where a rule of its kind is broken, FormError where its form is not the one in the catalogue,
    InkMalformed for ink and PageMalformed for pages that cannot be drawn, SigningError where the signer cannot sign.
    Nothing is kept here.
    """
    statement = statement_of(draft, circumstances)
    payload = record.encode(statement)
    record.parse(payload)  # a Struct checks types on the way in only: a station never signs what a library would refuse
    jws = sign_compact(payload, signer)
    digest = record.digest(jws)
    said = _contents(statement, catalogue, digest, _handwriting(draft))
    pages = draw(said, _drawings(draft), scans=_scans(draft))
    properties = Properties(said.title, said.language, dt.datetime.fromisoformat(statement.made.at))
    document = seal(pages, properties, _attachments(draft, statement, jws), signer)
    return Issued(statement, jws, draft.evidence, document, digest)


def _contents(
    statement: Statement, catalogue: Catalogue, digest: bytes | None, handwriting: Sequence[inkml.Drawing]
) -> Contents:
    language = statement.form.language if statement.form else _UNREAD_LANGUAGE
    words = catalogue.labels(catalogue.latest_labels(), language)
    form = _form(statement, catalogue)
    return contents(statement, form=form, words=words, language=language, digest=digest, handwriting=handwriting)


def _form(statement: Statement, catalogue: Catalogue) -> Form | None:
    """Return the form that was used, if its text is, byte for byte, the one that the statement names."""
    if statement.form is None:
        return None
    form = catalogue.form(statement.form.id, statement.form.version)
    if form.text(statement.form.language).digest != statement.form.digest:
        raise FormDigestMismatch("The text that was shown is not the one in the catalogue.", path="form.digest")
    return form


def _drawings(draft: Draft) -> Mapping[str, inkml.Drawing]:
    """Return what was drawn beside the words, by the role of its file: each has its own place in the document."""
    drawn = [file for file in draft.evidence if file.role in _DRAWN and file.media_type == inkml.MEDIA_TYPE]
    return {file.role: _drawing(file, "Nothing was drawn.", "Sign in the field; a dot is enough.") for file in drawn}


def _handwriting(draft: Draft) -> list[inkml.Drawing]:
    pages = [file for file in draft.evidence if file.role == "handwriting"]
    return [_drawing(page, "A page written by hand is empty.", "Write on it, or leave it out.") for page in pages]


def _drawing(file: EvidenceFile, what: str, remedy: str) -> inkml.Drawing:
    drawing = inkml.decode(file.data)
    if inkml.is_empty(drawing.strokes):
        raise InkMalformed(what, kept="Nothing was signed.", remedy=remedy)
    return drawing


def _scans(draft: Draft) -> tuple[scan.Scan, ...]:
    """Return the pages on paper, in their order; another kind of file is attached and not drawn."""
    pages = [file for file in draft.evidence if file.role == scan.ROLE and file.media_type == scan.MEDIA_TYPE]
    if len(pages) > scan.MAX_PAGES:
        raise PageMalformed(
            f"There are more than {scan.MAX_PAGES} pages.", kept="Nothing was signed.", remedy="Take fewer pages."
        )
    return tuple(scan.read(file.data) for file in pages)


def _attachments(draft: Draft, statement: Statement, jws: bytes) -> list[Attachment]:
    """Return the statement, the source of what the pages show, and its evidence."""
    names = evidence_names(statement.evidence)
    return [
        Attachment(STATEMENT, STATEMENT_TYPE, "Source", "Signed statement", jws),
        *(
            Attachment(name, file.media_type, "Supplement", f"Evidence: {file.role}", file.data)
            for name, file in zip(names, draft.evidence, strict=True)
        ),
    ]
