"""What a sitting comes to: the drafts of the statements that its visitor signs, reviews or leaves behind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, cast

from msgspec import UNSET, UnsetType

from econsent import forms, record
from econsent.document import inkml
from econsent.document.issue import Draft, EvidenceFile
from kiosk import sheets
from kiosk.dates import read_date
from kiosk.sitting import LANGUAGES, Sitting

_MET = ("information", "choices", "assent", "words", "hand", "review", "sign", "handover", "coreview", "cosign")
"""The screens on which somebody is with the text of a consent."""


def to_sign(sitting: Sitting, today: dt.date) -> list[Draft]:
    """Return what is signed at the end: notice and consent of a patient, consent of a worker, or a withdrawal."""
    if sitting.purpose == "withdrawal":
        return [withdrawal(sitting, today)]
    return [consent(sitting, today)] if sitting.is_staff else [notice(sitting), consent(sitting, today)]


def reviewable(sitting: Sitting, today: dt.date) -> Draft:
    """Return the statement whose document the person reviews."""
    return consent(sitting, today) if sitting.purpose == "consent" else withdrawal(sitting, today)


def consent(sitting: Sitting, today: dt.date) -> Draft:
    """Return the consent (or refusal) as said; without ink it is a draft to look at."""
    form, verdicts = sitting.ground.form, sitting.verdicts
    until = forms.expires(form, today)
    return replace(
        _said(sitting, "consent", form, _MET),
        decisions=tuple(
            record.Decision(scope=scope, decision=verdict, until=until if verdict == "permit" else None)
            for scope, verdict in verdicts.items()
        ),
        terms=form.terms_for([scope for scope, verdict in verdicts.items() if verdict == "permit"]),
        words=sitting.words(today).strip() or None,
        signature_class=sitting.manner,
        witness=_witness(sitting),
        evidence=(*_evidence(sitting), *_evidence_beside(sitting, today)),
        assent=_assent(sitting),
        cosignature=_cosignature(sitting, today),
    )


def withdrawal(sitting: Sitting, today: dt.date) -> Draft:
    """Return the withdrawal of what was chosen; without ink it is a draft to look at."""
    form = sitting.ground.withdrawal
    return replace(
        _said(sitting, "withdrawal", form, ("scopes", "words", "hand", "review", "sign")),
        decisions=tuple(
            record.Decision(scope=scope, decision="deny")
            for scope in sitting.scopes_to_withdraw
            if scope in sitting.withdrawn
        ),
        words=sitting.words(today).strip() or None,
        signature_class=sitting.manner,
        witness=_witness(sitting),
        evidence=_evidence(sitting),
    )


def notice(sitting: Sitting) -> Draft:
    """Return the notice: the person was told of surveillance. Told, not asked, so nobody signs it by hand."""
    return _said(sitting, "notice", sitting.ground.notice, ("notice",))


def abandonment(sitting: Sitting) -> Draft:
    """Return the abandonment: somebody began and went away. It says before which text, and nothing of who."""
    return Draft(
        kind="abandonment",
        place=sitting.ground.place,
        recorder=sitting.ground.recorder,
        form=_form_use(sitting, sitting.ground.form, tuple(sitting.seconds)),
    )


def _said(sitting: Sitting, kind: record.Kind, form: forms.Form, screens: tuple[str, ...]) -> Draft:
    """Return what every statement about a person has: where, who, how it is known, and which text was met."""
    return Draft(
        kind=kind,
        place=sitting.ground.place,
        recorder=sitting.ground.recorder,
        subject=_subject(sitting),
        grantor=_grantor(sitting),
        identified_by=_identified_by(sitting),
        form=_form_use(sitting, form, screens),
        legal_basis=form.legal,
    )


def _identified_by(sitting: Sitting) -> record.IdentifiedBy:
    return record.IdentifiedBy(method="referral" if sitting.referral and not sitting.other_kind else "typed")


def _subject(sitting: Sitting) -> record.Subject:
    return record.Subject(
        role="staff" if sitting.is_staff else "patient",
        identifier=_identifier(sitting),
        name=sitting.name.strip(),
        birth_date=sitting.birth_date(),
    )


def _identifier(sitting: Sitting) -> record.Identifier:
    if sitting.other_kind:
        return record.Identifier(system=sitting.other_kind, value=sitting.other_number.strip())
    return record.Identifier(system="kz.iin", value=sitting.iin)


def _grantor(sitting: Sitting) -> record.Grantor:
    day = read_date(sitting.authority_date)
    if sitting.speaker == "self" or day is None:
        return record.Grantor(kind="self")
    return record.Grantor(
        kind="representative",
        name=sitting.representative.strip(),
        relationship=sitting.relationship,
        authority=record.Authority(kind=sitting.authority_kind, number=sitting.authority_number.strip(), date=day),
    )


def _witness(sitting: Sitting) -> record.Witness | None:
    return None if sitting.manner in ("ink", "paper") else record.Witness(name=sitting.witness.strip())


def _evidence(sitting: Sitting) -> tuple[EvidenceFile, ...]:
    pages = tuple(EvidenceFile("handwriting", inkml.MEDIA_TYPE, page) for page in sitting.handwritten)
    return (*pages, *_signature(sitting))


def _signature(sitting: Sitting) -> tuple[EvidenceFile, ...]:
    if sitting.manner == "paper":
        pages = sitting.sheets.of(sitting.fingerprint())
        return tuple(EvidenceFile("paper", sheets.MEDIA_TYPE, page.data) for page in pages)
    return (EvidenceFile("ink", inkml.MEDIA_TYPE, sitting.ink),) if sitting.ink else ()


def _evidence_beside(sitting: Sitting, today: dt.date) -> Iterator[EvidenceFile]:
    """Yield what the patient drew beside the representative."""
    if sitting.assent.drawing:
        yield EvidenceFile("assent", inkml.MEDIA_TYPE, sitting.assent.drawing)
    if sitting.cosigns(today) and sitting.cosigning.ink:
        yield EvidenceFile("cosignature", inkml.MEDIA_TYPE, sitting.cosigning.ink)


def _assent(sitting: Sitting) -> record.Assent | UnsetType:
    """Return what the child said, and who heard a yes: the representative by name, or a worker."""
    said = sitting.assent
    if not said.said:
        return UNSET
    if said.how in ("", "drawn"):
        return record.Assent(verdict=said.said, manner="drawn" if said.how else None)
    heard = said.worker if said.how == "worker" else sitting.representative
    return record.Assent(verdict=said.said, manner="spoken", witness=record.Witness(name=heard.strip()))


def _cosignature(sitting: Sitting, today: dt.date) -> record.Cosignature | UnsetType:
    if not sitting.cosigns(today):
        return UNSET
    manner, witness = sitting.cosigning.manner, sitting.cosigning.witness.strip()
    seen = None if manner == "ink" else record.Witness(name=witness)
    return record.Cosignature(signature_class=manner, witness=seen)


def _form_use(sitting: Sitting, form: forms.Form, screens: tuple[str, ...]) -> record.FormUse:
    return record.FormUse(
        id=form.id,
        version=form.version,
        language=cast("record.Language", sitting.language),
        languages_shown=tuple(language for language in LANGUAGES if language in sitting.shown),
        digest=form.text(sitting.language).digest,
        reading=_reading(sitting, form),
        seconds=int(sum(sitting.seconds.get(screen, 0.0) for screen in screens)),
        changes_since=(sitting.changes_since or None) if form is sitting.ground.form else None,
    )


def _reading(sitting: Sitting, form: forms.Form) -> Literal["self", "aloud", "worker"]:
    """Return how the text was met: aloud where the kiosk reads now, or has read all in the language signed."""
    told = {(form.id, sitting.language, section.key) for section in form.text(sitting.language).information}
    if sitting.listening or (told and told <= sitting.heard):
        return "aloud"
    return "self" if sitting.manner in ("ink", "paper") else "worker"
