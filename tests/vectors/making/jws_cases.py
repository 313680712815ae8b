"""SPEC 1 and 3: the JWS, its signature, its certificates."""

# ruff: noqa: E501 - tables read best with one case a line

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from tests.vectors.making.case import OK, Case
from tests.vectors.making.payloads import consent
from tests.vectors.making.world import (
    LIBRARY,
    NAMESAKE,
    NOW,
    OTHER,
    b64,
    b64url,
    certify,
    compact,
    der,
    digest,
    ec_key,
    header,
    holder,
    jws,
)

MALFORMED, SIGNATURE = "keys.jws-malformed", "keys.signature-invalid"
INVALID, FOREIGN, EXPIRED = "keys.certificate-invalid", "keys.certificate-foreign", "keys.certificate-expired"
PAYLOAD = compact(consent())
GOOD = jws(PAYLOAD)
_HEAD, _BODY, _SIGNATURE = GOOD.split(".")
_YEAR = dt.timedelta(days=365)


@dataclass(frozen=True)
class Chained:
    """A statement by a device of an unusual chain, and the roots to check it by."""

    chain: tuple[bytes, bytes]
    key: str = "library station-1"
    roots: tuple[bytes, ...] = (LIBRARY.root.der,)


def statement(
    name: str,
    what: str,
    clause: str,
    text: str,
    expect: str = OK,
    *,
    roots: tuple[bytes, ...] | None = None,
    **more: object,
) -> Case:
    """Return a case of the whole procedure; `more` are further inputs."""
    given = (LIBRARY.root.der,) if roots is None else roots
    inputs = {"jws": text, "roots": [b64(item) for item in given]} | more
    output: dict[str, object] = {"digest": digest(text).hex()} if expect == OK else {}
    return Case(name, what, clause, "statement", inputs, expect, output)


# ── 1: form and signature ─────────────────────────────────────────────────────────────────


def _last_bits(part: str) -> str:
    """Return base64url with the unused bits of its last letter set."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return part[:-1] + letters[letters.index(part[-1]) + 1]


def _forms() -> Iterator[Case]:
    yield statement("good", "A statement as a station makes it.", "1.5", GOOD)
    yield statement("two-parts", "A part is missing.", "1.1", f"{_HEAD}.{_BODY}", MALFORMED)
    yield statement("four-parts", "A part too many.", "1.1", f"{GOOD}.{_BODY}", MALFORMED)
    yield statement("newline-behind", "A newline follows.", "1.1", GOOD + "\n", MALFORMED)
    yield statement("padded", "Padding stands behind the signature.", "1.1", GOOD + "==", MALFORMED)
    loose = f"{_HEAD}.{_BODY}.{_last_bits(_SIGNATURE)}"
    yield statement("unused-bits", "Bits that no byte uses are set.", "1.1", loose, MALFORMED)
    standard = f"{_HEAD}.{_BODY}.{_SIGNATURE.replace('-', '+').replace('_', '/')}"
    yield statement("standard-alphabet", "The signature is in base64, not base64url.", "1.1", standard, MALFORMED)
    heads: dict[str, tuple[str, str, dict[str, object]]] = {
        "extra-header": ("1.2", "One member more.", header(kid="station-1")),
        "alg-none": ("1.2", "No algorithm.", header(alg="none")),
        "alg-es384": ("1.2", "Another algorithm.", header(alg="ES384")),
        "alg-hs256": ("1.2", "An algorithm with a shared secret.", header(alg="HS256")),
        "typ-wrong": ("1.2", "Another type.", header(typ="JWT")),
        "typ-missing": ("1.2", "No type.", header(typ=None)),
        "x5c-missing": ("1.2", "No certificates.", header(x5c=None)),
        "x5c-alone": ("1.3", "The device certificate alone.", header(x5c=header()["x5c"][:1])),  # type: ignore[index]
        "x5c-with-root": ("1.3", "The root as well.", header((*LIBRARY.chain, LIBRARY.root.der))),
        "header-order": ("1.3", "The members in another order.", dict(reversed(header().items()))),
        "x5c-not-base64": ("1.3", "Not base64.", header(x5c=["*", "*"])),
    }
    for name, (clause, what, head) in heads.items():
        yield statement(name, what, clause, jws(PAYLOAD, head=compact(head)), MALFORMED)
    double = compact(header()).replace(b'"alg":', b'"alg":"none","alg":')
    yield statement("alg-twice", "`alg` stands twice.", "1.3", jws(PAYLOAD, head=double), MALFORMED)
    spaced = compact(header()).replace(b'"alg":', b'"alg": ')
    yield statement("header-spaced", "A space in the header.", "1.3", jws(PAYLOAD, head=spaced), MALFORMED)
    junk = jws(PAYLOAD, chain=(b"not a certificate", LIBRARY.issuing.der))
    yield statement("x5c-junk", "Not a certificate.", "1.3", junk, INVALID)
    longer = jws(PAYLOAD, chain=(LIBRARY.chain[0] + b"\0", LIBRARY.chain[1]))
    yield statement("x5c-longer", "A byte follows the certificate.", "1.3", longer, INVALID)


def _signatures() -> Iterator[Case]:
    other = jws(PAYLOAD, key=ec_key("somebody"))
    yield statement("other-key", "Signed by another key.", "1.5", other, SIGNATURE)
    said = b64url(PAYLOAD.replace(b'"permit"', b'"denied"', 1))
    yield statement(
        "other-payload", "Other words under the signature.", "1.5", f"{_HEAD}.{said}.{_SIGNATURE}", SIGNATURE
    )
    yield statement("unsigned", "No signature.", "1.5", f"{_HEAD}.{_BODY}.", SIGNATURE)
    halves = [int.from_bytes(part) for part in _halves(GOOD)]
    der_form = b64url(encode_dss_signature(*halves))
    yield statement("der-signature", "The signature is in DER.", "1.5", f"{_HEAD}.{_BODY}.{der_form}", SIGNATURE)
    yield statement("high-s", "The other of two signatures that fit.", "1.6", jws(PAYLOAD, high=True), SIGNATURE)
    zero = b64url(bytes(64))
    yield statement("zero-signature", "r and s are zero.", "1.5", f"{_HEAD}.{_BODY}.{zero}", SIGNATURE)
    edwards = LIBRARY.note_key("station-1", "edwards")
    text = jws(PAYLOAD, chain=(edwards, LIBRARY.issuing.der))
    yield statement("device-key-ed25519", "The certified key is not on P-256.", "1.5", text, SIGNATURE)
    curve = _certificate(key=ec.derive_private_key(7, ec.SECP384R1()).public_key())
    text = jws(PAYLOAD, chain=(curve, LIBRARY.issuing.der))
    yield statement("device-key-p384", "The certified key is on another curve.", "1.5", text, SIGNATURE)


def _halves(text: str) -> tuple[bytes, bytes]:
    raw = base64.urlsafe_b64decode(text.rpartition(".")[2] + "==")
    return raw[:32], raw[32:]


# ── 3: certificates ───────────────────────────────────────────────────────────────────────


def _certificate(**unusual: object) -> bytes:
    """Return a certificate of the first station, with one thing unusual."""
    key = unusual.pop("key", ec_key("library station-1").public_key())
    return certify("station-1", key, LIBRARY.issuing, "library issuing", **unusual)  # type: ignore[arg-type]


def _by(certificate: bytes, **given: object) -> Chained:
    return Chained((certificate, LIBRARY.issuing.der), **given)  # type: ignore[arg-type]


def _chains() -> dict[str, tuple[str, str, str, Chained]]:
    device, issuing = LIBRARY.chain
    root = LIBRARY.root.der
    child, below = ec_key("child").public_key(), ec_key("below").public_key()
    grandchild = der(holder("library station-1", device).issue_device(child, "station-1", NOW, 9))
    crossing = certify("econsent stations", ec_key("crossing").public_key(), OTHER.root, "other root", authority=True)
    stranger = der(holder("crossing", crossing).issue_device(below, "station-1", NOW, 11))
    return {
        "no-root": ("3.1", FOREIGN, "Nothing is trusted.", Chained((device, issuing), roots=())),
        "foreign-root": ("3.3", FOREIGN, "Another organisation's root.", Chained((device, issuing), roots=(OTHER.root.der,))),
        "namesake-root": ("3.3", FOREIGN, "A root of the same name.", Chained((device, issuing), roots=(NAMESAKE.root.der,))),
        "two-roots-of-one-name": (
            "3.3", OK, "The right root stands behind one of the same name.",
            Chained((device, issuing), roots=(NAMESAKE.root.der, OTHER.root.der, root)),
        ),
        "issuer-is-root": ("3.2", INVALID, "The leaf is an authority.", Chained((issuing, root), "library issuing")),
        "issuer-is-device": ("3.2", INVALID, "A device has certified a device.", Chained((grandchild, device), "child")),
        "other-issuer": ("3.3", FOREIGN, "The issuer is not the one who signed.", Chained((device, NAMESAKE.issuing.der))),
        "no-constraints": ("3.2", INVALID, "No basicConstraints.", _by(_certificate(constraints=None))),
        "loose-constraints": ("3.2", INVALID, "Not critical.", _by(_certificate(constraints=False))),
        "no-usage": ("3.2", INVALID, "No keyUsage.", _by(_certificate(usage=None))),
        "loose-usage": ("3.2", INVALID, "Not critical.", _by(_certificate(usage=False))),
        "expired": ("3.4", EXPIRED, "Out of date.", _by(LIBRARY.device(now=NOW - 4 * _YEAR))),
        "not-yet-valid": ("3.4", EXPIRED, "Signed before it was valid.", _by(LIBRARY.device(now=NOW + _YEAR))),
        "no-organisation": ("3.5", INVALID, "No BIN.", _by(_certificate(organisation=""))),
        "no-bin": ("3.5", INVALID, "Another register.", _by(_certificate(organisation="VATKZ-1"))),
        "other-organisation": (
            "3.5", INVALID, "The device claims another organisation than its issuer.",
            _by(_certificate(organisation="NTRKZ-080540003323")),
        ),
        "crossing": (
            "3.5", INVALID, "An organisation's root certifies an authority in another's name.",
            Chained((stranger, crossing), "below", (OTHER.root.der, root)),
        ),
    }  # fmt: skip


def _trusted() -> Iterator[Case]:
    fingerprint = sha256(LIBRARY.chain[0]).hexdigest()
    other = sha256(LIBRARY.device("station-2")).hexdigest()
    lists: dict[str, tuple[str, str, str, str, list[str], int | None]] = {
        "enrolled": (
            "3.6",
            OK,
            "The device is enrolled with this certificate.",
            "station-1",
            [other, fingerprint],
            None,
        ),
        "not-enrolled": ("3.6", "trust.device-unknown", "No such device.", "station-2", [fingerprint], None),
        "other-certificate": ("3.6", "trust.device-unknown", "Another certificate.", "station-1", [other], None),
        "revoked": ("3.7", "trust.device-revoked", "Revoked at its own place.", "station-1", [fingerprint], 7),
        "revoked-later": ("3.7", OK, "Revoked at the next place.", "station-1", [fingerprint], 8),
    }
    for name, (clause, expect, what, device, certificates, revoked) in lists.items():
        devices = {device: {"certificates": certificates, "revoked_at": revoked}}
        yield statement(name, what, clause, GOOD, expect, devices=devices, index=7)


def cases() -> Iterator[Case]:
    """Return the cases of SPEC 1."""
    yield from _forms()
    yield from _signatures()


def chain_cases() -> Iterator[Case]:
    """Return the cases of SPEC 3."""
    for name, (clause, expect, what, given) in _chains().items():
        text = jws(PAYLOAD, chain=given.chain, key=ec_key(given.key))
        yield statement(name, what, clause, text, expect, roots=given.roots)
    yield from _trusted()
