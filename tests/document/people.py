"""People, stations and forms that the document's tests share: made up, and the same in every run."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
from functools import cache
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from PIL import Image, ImageDraw

from econsent import record
from econsent.document import inkml
from econsent.document.issue import Circumstances, Draft, EvidenceFile, issue
from econsent.forms import Catalogue, expires
from econsent.signing.authority import Authority, new_root
from econsent.signing.file_key import FileKey

NOW = dt.datetime(2026, 11, 23, 10, 0, tzinfo=dt.timezone(dt.timedelta(hours=5)))
CONTROLLER = record.Controller(
    bin="100140000122",
    name=record.Names(kk="«Шипа» клиникасы", ru="Клиника «Шипа»", en="Shipa Clinic"),
)
WITH_KAZAKH_LETTERS = "Әйгерім Ғалымқызы Өтеген-Һұңү"


@cache
def catalogue() -> Catalogue:
    root = Path(__file__).parents[2] / "forms"
    files = (path for path in root.rglob("*") if path.is_file() and path.suffix in ("", ".md", ".toml"))
    return Catalogue.from_files({path.relative_to(root).as_posix(): path.read_bytes() for path in files})


def _key(number: int) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(number, ec.SECP256R1())


def station(number: int = 1, device_id: str = "kiosk-1") -> tuple[FileKey, bytes]:
    """Return a station's key with its chain, and the root to trust, in DER."""
    root = new_root(_key(100 + number), "Клиника «Шипа»", CONTROLLER.bin, NOW, 1)
    issuing = Authority(_key(200 + number), root.issue_authority(_key(200 + number).public_key(), "issuing", NOW, 2))
    device = issuing.issue_device(_key(300 + number).public_key(), device_id, NOW, 3)
    return FileKey(_key(300 + number), (device.public_bytes(Encoding.DER), issuing.der)), root.der


def ink() -> EvidenceFile:
    """Return a drawing of two strokes and a dot on a pad of 160 × 60 mm."""
    wave = tuple(inkml.Point(2000 + 60 * step, 3000 + (step * 37 % 19) * 80, 8 * step) for step in range(90))
    under = tuple(inkml.Point(1800 + 70 * step, 4800 - 4 * step, 900 + 8 * step) for step in range(80))
    dot = (inkml.Point(7600, 2500, 2000),)
    strokes = [inkml.Stroke(points) for points in (wave, under, dot)]
    return EvidenceFile("ink", inkml.MEDIA_TYPE, inkml.encode(strokes, 160, 60))


def page(mark: int = 1, size: tuple[int, int] = (827, 1170), **given: object) -> EvidenceFile:
    """Return a page that was signed on paper: print, a wave by hand, and as many squares as `mark` says."""
    sheet = Image.new("RGB", size, (236, 234, 228))
    pen = ImageDraw.Draw(sheet)
    for line in range(24):
        pen.rectangle((90, 120 + 34 * line, 90 + 600 - 37 * (line % 5), 130 + 34 * line), fill=(60, 60, 60))
    pen.line([(120 + 8 * step, 1040 + (step * 37 % 19)) for step in range(60)], fill=(30, 50, 140), width=4)
    for square in range(mark):
        pen.rectangle((90 + 50 * square, 50, 120 + 50 * square, 80), fill=(200, 30, 30))
    written = io.BytesIO()
    sheet.save(written, "JPEG", quality=80, **given)
    return EvidenceFile("paper", "image/jpeg", written.getvalue())


def circumstances(**changes: object) -> Circumstances:
    given: dict[str, object] = {
        "id": "019aaf5e-1c00-7000-8000-000000000001",
        "made": record.Made(
            at=NOW.isoformat(),
            clock="checked",
            earliest="2026-11-23T09:59:59.900+05:00",
            latest="2026-11-23T10:00:00.100+05:00",
        ),
        "after": record.SeenCheckpoint(size=41, root="ab" * 32),
        "device": record.Device(id="kiosk-1", seq=1, prev=None),
        "controller": CONTROLLER,
    }
    return Circumstances(**(given | changes))


def form_use(form_id: str, language: record.Language) -> record.FormUse:
    form = catalogue().latest(form_id)
    return record.FormUse(
        id=form.id,
        version=form.version,
        language=language,
        languages_shown=(language,),
        digest=form.text(language).digest,
        reading="self",
        seconds=148,
    )


SUBJECT = record.Subject(
    role="patient",
    identifier=record.Identifier(system="kz.iin", value="900101300126"),
    name=WITH_KAZAKH_LETTERS,
    birth_date=dt.date(1990, 1, 1),
)
REPRESENTATIVE = record.Grantor(
    kind="representative",
    name="Марат Серікұлы",
    relationship="parent",
    authority=record.Authority(kind="birth-certificate", number="0123456", date=dt.date(2019, 5, 4)),
)
ONESELF = record.Grantor(kind="self")
HEARD = record.Assent(verdict="yes", manner="spoken", witness=record.Witness(name="Марат Серікұлы"))
DRAWN = record.Assent(verdict="yes", manner="drawn")
WITNESS = record.Witness(name="Дәурен Ақан", capacity="мейіргер")


def _common(form_id: str, language: record.Language) -> dict[str, object]:
    return {
        "place": record.Place(point="Абай даңғылы, 12", room="Кабинет 104", room_kind="blood-draw"),
        "recorder": record.Recorder(software="econsent", version="0.1.0"),
        "subject": SUBJECT,
        "identified_by": record.IdentifiedBy(method="typed"),
        "form": form_use(form_id, language),
        "legal_basis": catalogue().latest(form_id).legal,
    }


def consent(language: record.Language = "kk", permitted: tuple[str, ...] | None = None, **changes: object) -> Draft:
    """Return a consent that permits the scopes named and denies the others; all five where none are named."""
    form = catalogue().latest("patient-filming")
    scopes = [scope.id for scope in form.scopes]
    permitted = tuple(scopes) if permitted is None else permitted
    until = expires(form, NOW.date())
    given = _common("patient-filming", language) | {
        "kind": "consent",
        "grantor": ONESELF,
        "decisions": tuple(
            record.Decision(scope=scope, decision="permit", until=until)
            if scope in permitted
            else record.Decision(scope=scope, decision="deny")
            for scope in scopes
        ),
        "terms": form.terms_for(permitted),
        "words": f"Мен, {WITH_KAZAKH_LETTERS}, қан алу кабинетінде шешімді өз еркіммен қабылдадым.",
        "signature_class": "ink",
        "evidence": (ink(),),
    }
    return Draft(**(given | changes))


def on_paper(**changes: object) -> Draft:
    """Return a consent that was signed on two pages of paper."""
    return consent(signature_class="paper", evidence=(page(1), page(2)), **changes)


def withdrawal(language: record.Language = "ru") -> Draft:
    decisions = (record.Decision(scope="images.training", decision="deny"),)
    given = _common("withdrawal", language) | {"kind": "withdrawal", "grantor": ONESELF, "decisions": decisions}
    return Draft(**given, words="Передумала.", signature_class="ink", evidence=(ink(),))


def notice(language: record.Language = "en") -> Draft:
    return Draft(**(_common("notice", language) | {"kind": "notice", "grantor": ONESELF}))


def abandonment() -> Draft:
    given = _common("patient-filming", "kk")
    return Draft(kind="abandonment", place=given["place"], recorder=given["recorder"])


def correction() -> Draft:
    given = _common("patient-filming", "kk")
    return Draft(
        kind="correction",
        place=given["place"],
        recorder=given["recorder"],
        subject=given["subject"],
        refers_to=(record.Reference(id="019aaf5e-1c00-7000-8000-000000000009", digest="cd" * 32),),
        correction=record.Correction(reason="Басқа адамның ЖСН терілген.", by=("А. Сейіт", "Б. Омар")),
    )


def dot() -> EvidenceFile:
    strokes = [inkml.Stroke((inkml.Point(8000, 3000, 0),))]
    return EvidenceFile("ink", inkml.MEDIA_TYPE, inkml.encode(strokes, 160, 60))


def changed(part: record.Part, **fields: object) -> record.Part:
    return msgspec.structs.replace(part, **fields)


def text_of(pdf: bytes, *, raw: bool = False, bare: bool = False) -> str:
    """Return what pdftotext reads; `raw` keeps the order of drawing, `bare` leaves out what binds the pages."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not here")
    crop = ["-x", "0", "-y", "60", "-W", "596", "-H", "720"] if bare else []
    command = ["pdftotext", *(["-raw"] if raw else []), *crop, "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def packed(text: str) -> str:
    """Return a text without white space, so that line and page ends do not matter."""
    return "".join(text.split())


@cache
def document() -> bytes:
    """Return a small document, issued once."""
    return issue(notice(), circumstances(), station()[0], catalogue()).document
