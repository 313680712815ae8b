"""Time-stamps of an authority outside (RFC 3161): a request for one, its answer, and the check of a token, offline.

What believes in a token is the root that an operator has named, and nothing that stands in the token itself. Whether a
certificate was revoked is not asked: that would take another question to somebody outside each time.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from asn1crypto import algos, cms, core, tsp, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives.serialization import Encoding

from econsent import instant
from econsent.errors import (
    ArgumentInvalid,
    AuthorityRefused,
    AuthorityUnnamed,
    CertificateInvalid,
    TimestampApart,
    TimestampForged,
    TimestampMalformed,
    TimestampMismatch,
    TimestampUntrusted,
)
from econsent.instant import SECOND

Done = TypeVar("Done")

HASH: Final = "sha512"
"""What is dated is named by its SHA-512."""
TOLERANCE = 600 * SECOND
"""How far (µs) the authority's clock may be from the library's when a token has just been made."""
_PURPOSE = "time_stamping"
_SAYS = "pyhanko.sign.validation"
_KEPT = "Nothing was kept."
_NAME_MOST = 200


class _Answer(core.Sequence):
    """A TimeStampResp (RFC 3161 section 2.4.2): one that refuses has no token, which asn1crypto's own must have."""

    _fields = [("status", tsp.PKIStatusInfo), ("time_stamp_token", cms.ContentInfo, {"optional": True})]  # noqa: RUF012


@dataclass(frozen=True, slots=True)
class TimeAuthority:
    """An authority that gives time-stamps: where it is asked, and the root certificates (DER) that it stands under."""

    url: str
    roots: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a token says: the moment (µs), by whom, and until when (µs) the certificates under it hold."""

    at: int
    authority: str
    ends: int


def unnamed() -> AuthorityUnnamed:
    """Return the error of a process that no authority was named to."""
    return AuthorityUnnamed(
        "No time-stamping authority was named to this process.",
        kept=_KEPT,
        remedy="Whoever runs it names one: `econsent serve --tsa URL --tsa-root FILE`.",
    )


def name_authority(url: str, pem: bytes) -> TimeAuthority:
    """Return the authority at a URL, under the roots of a PEM file; raise ArgumentInvalid or CertificateInvalid."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.fragment or parts.username:
        raise ArgumentInvalid(
            "This is not the address of a time-stamping authority.",
            remedy="It is like https://tsa.example/tsa, without a user name.",
            path="tsa",
        )
    return TimeAuthority(url, read_roots(pem))


def read_roots(pem: bytes) -> tuple[bytes, ...]:
    """Return the certificates of a PEM file in DER; raise CertificateInvalid where there is none."""
    try:
        found = certificates.load_pem_x509_certificates(pem)
    except ValueError:
        raise CertificateInvalid(
            "There is no PEM certificate in this file.", remedy="Give the root certificate of the authority."
        ) from None
    return tuple(one.public_bytes(Encoding.DER) for one in found)


def request(imprint: bytes, nonce: int) -> bytes:
    """Return the request (DER) to date a SHA-512, with the authority's certificates in the answer."""
    imprinted = {"hash_algorithm": algos.DigestAlgorithm({"algorithm": HASH}), "hashed_message": imprint}
    asked = {"version": "v1", "message_imprint": imprinted, "nonce": nonce, "cert_req": True}
    return bytes(tsp.TimeStampReq(asked).dump())


def token_of(response: bytes, nonce: int) -> bytes:
    """Return the token (DER) in an answer, not yet checked.

    Raises AuthorityRefused, TimestampMalformed, or TimestampMismatch for the answer to another request.
    """
    try:
        answer = _Answer.load(response, strict=True)  # type: ignore[no-untyped-call]  # asn1crypto has no types
        status = str(answer["status"]["status"].native)
        granted = status in ("granted", "granted_with_mods")
        token = bytes(answer["time_stamp_token"].dump()) if granted else b""
    except (ValueError, TypeError, KeyError):
        raise _malformed() from None
    if not granted:
        raise AuthorityRefused(
            f"The time-stamping authority gives no time-stamp ({status}).",
            kept=_KEPT,
            remedy="Ask whoever runs it whether it dates SHA-512, and begin again.",
        )
    said = _info(_signed(token))["nonce"].native
    if said != nonce:
        raise TimestampMismatch(
            "The authority answered another request than this one.", kept=_KEPT, remedy="Begin again."
        )
    return token


def check_token(token: bytes, imprint: bytes, roots: Sequence[bytes]) -> Stamp:
    """Check a token over a SHA-512, under root certificates (DER), as of the moment that it says.

    Raises TimestampMalformed, TimestampMismatch, TimestampForged, or TimestampUntrusted: where no chain leads from its
    signer to a root, one of its certificates was not valid at that moment, or the signer is not for time-stamps alone.
    """
    data = _signed(token)
    info = _info(data)
    try:
        of = info["message_imprint"]
        fits = of["hash_algorithm"]["algorithm"].native == HASH and of["hashed_message"].native == imprint
        at = info["gen_time"].native
        moment = instant.to_micros(at)
    except (ValueError, TypeError, KeyError):
        raise _malformed() from None
    if not fits:
        raise TimestampMismatch("The time-stamp is of something else.", kept=_KEPT, remedy="Begin again.")
    path = _path(data, roots, at, imprint)
    ends = min(instant.to_micros(one.not_valid_after) for one in path)
    return Stamp(moment, _name(path[-1]), ends)


def finished(asked: Coroutine[Any, Any, Done]) -> Done:
    """Return what a coroutine returns, from an event loop of its own: whoever calls may be within one already."""
    with ThreadPoolExecutor(1, "econsent-time-stamp") as aside:
        return aside.submit(asyncio.run, asked).result()


def check_fresh(stamp: Stamp, now: int) -> None:
    """Raise TimestampApart where a token that was made just now is of another time than `now` (µs)."""
    if abs(stamp.at - now) > TOLERANCE:
        raise TimestampApart(
            f"The authority says that it is {instant.render(stamp.at)}, this machine {instant.render(now)}.",
            kept=_KEPT,
            remedy="Set the clock of this machine, and begin again.",
        )


def _path(data: cms.SignedData, roots: Sequence[bytes], at: Any, imprint: bytes) -> list[x509.Certificate]:
    """Return the certificates from the root to the signer of a token."""
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
    from pyhanko.sign.validation.status import TimestampSignatureStatus
    from pyhanko_certvalidator import ValidationContext

    logging.getLogger(_SAYS).setLevel(logging.CRITICAL)  # what it would say there is raised here
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(root) for root in roots],
        moment=at,
        best_signature_time=at,
        allow_fetching=False,
    )
    try:
        found = finished(validate_tst_signed_data(data, context, lambda _: imprint))
    except SignatureValidationError:
        raise _untrusted() from None
    except Exception:  # noqa: BLE001 - the parser is lazy and raises many kinds; any of them means the same
        raise TimestampMalformed(
            "The time-stamp cannot be read, or is signed by an algorithm that is not known here.",
            kept=_KEPT,
            remedy="Ask an authority that signs with RSA or ECDSA.",
        ) from None
    status = TimestampSignatureStatus(**found)
    if not (status.intact and status.valid):
        raise TimestampForged(
            "The signature of the time-stamp does not fit it.", kept=_KEPT, remedy="Begin again, or ask another one."
        )
    path = status.validation_path
    if not status.trusted or path is None or not _is_for_time(status.signing_cert):
        raise _untrusted()
    return list(path.iter_certs(include_root=True))


def _is_for_time(certificate: x509.Certificate) -> bool:
    """Say whether a certificate is for time-stamps, and for nothing else (RFC 3161 section 2.3)."""
    usage = certificate.extended_key_usage_value
    return usage is not None and usage.native == [_PURPOSE] and "extended_key_usage" in certificate.critical_extensions


def _signed(token: bytes) -> cms.SignedData:
    try:
        holder = cms.ContentInfo.load(token, strict=True)
        if holder["content_type"].native != "signed_data":
            raise _malformed()
        data: cms.SignedData = holder["content"]
    except (ValueError, TypeError, KeyError):
        raise _malformed() from None
    return data


def _info(data: cms.SignedData) -> tsp.TSTInfo:
    try:
        info = data["encap_content_info"]["content"].parsed
    except (ValueError, TypeError, KeyError, AttributeError):
        raise _malformed() from None
    if not isinstance(info, tsp.TSTInfo):
        raise _malformed()
    return info


def _name(certificate: x509.Certificate) -> str:
    """Return what an authority calls itself: its common name, or all of its name, of characters that can be shown."""
    said = certificate.subject.native.get("common_name")
    name = said if isinstance(said, str) else certificate.subject.human_friendly
    return "".join(letter for letter in name if letter.isprintable())[:_NAME_MOST]


def _malformed() -> TimestampMalformed:
    return TimestampMalformed(
        "What came is not a time-stamp.", kept=_KEPT, remedy="Check the authority's address, and begin again."
    )


def _untrusted() -> TimestampUntrusted:
    return TimestampUntrusted(
        "Who signed the time-stamp was no time-stamping authority under the named root when it was made.",
        kept=_KEPT,
        remedy="Compare the root certificate with the one that the authority publishes.",
    )
