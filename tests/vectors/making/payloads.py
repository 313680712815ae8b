"""Payloads as plain data, so that nothing of `econsent.record` takes part in writing what it must read."""

from __future__ import annotations

import copy
from hashlib import sha256
from typing import Any

from tests.vectors.making.world import BIN, SEEN, b64, compact, seed

INK = b'<?xml version="1.0"?>ink'
SCOPES = ("filming.photo", "filming.video", "images.training")
Payload = dict[str, Any]

_BASE: Payload = {
    "schema": "econsent/1",
    "id": "019aaf5e-1c00-7000-8000-000000000001",
    "kind": "consent",
    "made": {
        "at": "2026-11-23T10:00:00.000+05:00",
        "clock": "checked",
        "earliest": "2026-11-23T04:59:59.900+00:00",
        "latest": "2026-11-23T05:00:00.100+00:00",
    },
    "after": SEEN,
    "device": {"id": "station-1", "seq": 1, "prev": None},
    "controller": {"bin": BIN, "name": {"kk": "«Сынақ» зертханасы", "ru": "Лаборатория «Сынақ»", "en": "Synaq"}},
    "place": {"point": "Абай даңғылы, 12", "room": "104", "room_kind": "blood-draw"},
    "subject": None,
    "grantor": None,
    "identified_by": None,
    "witness": None,
    "recorder": {"software": "econsent", "version": "0.1.0", "worker": None},
    "form": None,
    "decisions": [],
    "terms": None,
    "words": None,
    "signature_class": None,
    "evidence": [],
    "legal_basis": [],
    "refers_to": [],
    "correction": None,
}
_SUBJECT: Payload = {
    "role": "patient",
    "identifier": {"system": "kz.iin", "value": "900101300126"},
    "name": "Әсел Қуанышқызы",
    "birth_date": "1990-01-01",
}
_LAW: list[Payload] = [{"act": "ҚР ДСМ-335/2020", "paragraph": "8-1", "edition": "2025-11-21"}]
REPRESENTATIVE: Payload = {
    "kind": "representative",
    "name": "Марат Серікұлы",
    "identifier": None,
    "relationship": "parent",
    "authority": {"kind": "birth-certificate", "number": "0123456", "date": "2019-05-04"},
}
WITNESS: Payload = {"name": "Б. Омар", "capacity": "nurse"}
_TERMS: Payload = {
    "third_parties": False,
    "cross_border": False,
    "publication": False,
    "data": ["image", "voice"],
    "storage_days": 365,
    "storage_country": "KZ",
}


def evidence(role: str = "ink", content: bytes = INK) -> Payload:
    ink = dict.fromkeys(("ink", "handwriting", "assent", "cosignature"), "application/inkml+xml")
    kinds = ink | {"paper": "image/tiff", "speech": "audio/ogg"}
    media_type = kinds.get(role, "application/pkcs7-signature")
    return {"role": role, "media_type": media_type, "size": len(content), "sha256": sha256(content).hexdigest()}


def _form(name: str) -> Payload:
    return {
        "id": name,
        "version": "2026.1",
        "language": "kk",
        "languages_shown": ["kk", "ru"],
        "digest": seed(name).hex(),
        "reading": "self",
        "seconds": 42,
    }


def _said(name: str) -> Payload:
    return {
        "subject": _SUBJECT,
        "grantor": {"kind": "self", "name": None, "identifier": None, "relationship": None, "authority": None},
        "identified_by": {"method": "typed", "worker": None},
        "form": _form(name),
        "legal_basis": _LAW,
    }


def decisions(*verdicts: str) -> list[Payload]:
    return [
        {"scope": scope, "decision": verdict, "until": "2027-11-23" if verdict == "permit" else None}
        for scope, verdict in zip(SCOPES, verdicts, strict=False)
    ]


def payload(**changes: object) -> Payload:
    """Return a statement with nothing in it but what the changes say."""
    return copy.deepcopy(_BASE | changes)


def consent(*verdicts: str, **changes: object) -> Payload:
    given = _said("patient-filming") | {
        "decisions": decisions(*(verdicts or ("permit", "permit", "permit"))),
        "terms": _TERMS,
        "words": "Келісемін.",
        "signature_class": "ink",
        "evidence": [evidence()],
    }
    return payload(**(given | changes))


def withdrawal(**changes: object) -> Payload:
    given = _said("withdrawal") | {"decisions": decisions("deny"), "signature_class": "ink", "evidence": [evidence()]}
    return payload(kind="withdrawal", **(given | changes))


def notice(**changes: object) -> Payload:
    return payload(kind="notice", **(_said("notice") | changes))


def correction(**changes: object) -> Payload:
    given: Payload = {
        "subject": _said("patient-filming")["subject"],
        "refers_to": [{"id": "019aaf5e-1c00-7000-8000-000000000009", "digest": seed("wrong").hex()}],
        "correction": {"reason": "Басқа адам.", "by": ["А. Сейіт", "Б. Омар"]},
    }
    return payload(kind="correction", **(given | changes))


def changed(given: Payload, path: str, value: object) -> Payload:
    """Return a payload with one field, named by its path, set to a value."""
    said = copy.deepcopy(given)
    *way, last = (int(step) if step.isdigit() else step for step in path.split("."))
    part: Any = said
    for step in way:
        part = part[step]
    part[last] = value
    return said


def raw(given: Payload) -> str:
    """Return a payload's bytes in base64, as cases carry them."""
    return b64(compact(given))
