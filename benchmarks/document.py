"""From what a person said to a signed statement and its sealed document, beside a bare render and a bare signature.

The floor draws the same pages with ReportLab and signs them with pyHanko's own PAdES-B, its keys loaded once and
`bytes_reserved` set, so that it signs once.
"""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import Callable

from asn1crypto import keys as asn1_keys
from asn1crypto import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from econsent.document import inkml
from econsent.document.check import check_document
from econsent.document.contents import contents
from econsent.document.issue import issue
from econsent.document.layout import draw
from tests.document import people

ROUNDS = 60


def run() -> list[dict[str, object]]:
    """Measure issuing and checking; both sides of a row take turns."""
    key, root = people.station()
    catalogue, draft, circumstances = people.catalogue(), people.consent(), people.circumstances()
    issued = issue(draft, circumstances, key, catalogue)
    form = catalogue.latest("patient-filming")
    words = catalogue.labels(catalogue.latest_labels(), "kk")
    said = contents(issued.statement, form=form, words=words, language="kk", digest=issued.digest)
    ink = inkml.decode(people.ink().data)
    bare = bare_signer(key.chain)
    ours, floor = by_turns(lambda: issue(draft, circumstances, key, catalogue), lambda: bare(draw(said, ink)))
    checks, validations = by_turns(
        lambda: check_document(issued.document, roots=[root], at=people.NOW),
        lambda: _validate(issued.document, root, key.chain),
    )
    return [
        row("statement signed, drawn and sealed (5 pages), p95", p95(ours), p95(floor), "≤ 1.5 ×"),
        row("the same, median", median(ours), median(floor), ""),
        row("document checked, beside pyHanko's validation, median", median(checks), median(validations), ""),
    ]


def bare_signer(chain: tuple[bytes, ...]) -> Callable[[bytes], bytes]:
    """Return pyHanko's PAdES-B with everything that can be loaded once loaded once."""
    private = ec.derive_private_key(301, ec.SECP256R1())
    encoded = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    store = SimpleCertificateStore()
    store.register(x509.Certificate.load(chain[1]))
    signer = SimpleSigner(
        signing_cert=x509.Certificate.load(chain[0]),
        signing_key=asn1_keys.PrivateKeyInfo.load(encoded),
        cert_registry=store,
    )
    about = PdfSignatureMetadata(field_name="Bare", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)

    def sign(pdf: bytes) -> bytes:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        pdf_signer = PdfSigner(about, signer)
        output: io.BytesIO = asyncio.run(pdf_signer.async_sign_pdf(writer, bytes_reserved=8192))
        return output.getvalue()

    return sign


def _validate(pdf: bytes, root: bytes, chain: tuple[bytes, ...]) -> None:
    """Validate with pyHanko alone, as another program would."""
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(root)],
        other_certs=[x509.Certificate.load(der) for der in chain],
        moment=people.NOW,
        allow_fetching=False,
    )
    (signature,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    if not validate_pdf_signature(signature, context).bottom_line:
        raise ValueError("pyHanko does not agree")


def by_turns(first: Callable[[], object], second: Callable[[], object]) -> tuple[list[float], list[float]]:
    """Return the milliseconds of both, taken by turns after three that do not count."""
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(ROUNDS + 3):
        for side, work in zip(taken, (first, second), strict=True):
            began = time.perf_counter()
            work()
            if number >= 3:
                side.append((time.perf_counter() - began) * 1000)
    return taken


def p95(times: list[float]) -> float:
    """Return the 95th of a hundred."""
    return sorted(times)[int(len(times) * 0.95)]


def median(times: list[float]) -> float:
    """Return the middle one."""
    return sorted(times)[len(times) // 2]


def row(name: str, measured: float, floor: float, target: str) -> dict[str, object]:
    """Return a row in milliseconds."""
    ratio = measured / floor
    return {"name": name, "measured": measured, "floor": floor, "ratio": ratio, "target": target, "unit": "ms"}
