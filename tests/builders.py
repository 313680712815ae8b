"""Libraries, stations and drafts that tests share. Everything is real: folders, keys, databases, forms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from econsent import instant, record
from econsent.access import DUTIES, Asker, Duty, Intent
from econsent.document import inkml
from econsent.document.issue import Draft, EvidenceFile
from econsent.exchange import Answer, Question
from econsent.forms import Form, expires
from econsent.identity import check_digit
from econsent.library import Library
from econsent.station import Station
from econsent.store.clock import SYSTEM, Clock
from tests.postgres import files_of

BIN = "100140000122"
NAME = record.Names(kk="«Сынақ» зертханасы", ru="Лаборатория «Сынақ»", en="Synaq Laboratory")
IIN = "900101300126"
NOBODY = "http://127.0.0.1:9"
"""An address at which nothing answers."""
PASSPHRASE = "correct horse"
SCOPE = "filming.video"
WHY = Intent(reason="Зертхана сұрады")
"""Why anything is changed over the network."""
ADDRESS = "address"
"""A file that names the database in which a folder's library stands."""


@dataclass
class LyingClock:
    """A clock that runs like the machine's and is wrong by `ahead` microseconds."""

    ahead: int = 0
    start: str = field(default_factory=SYSTEM.boot)

    def wall(self) -> int:
        return SYSTEM.wall() + self.ahead

    def monotonic(self) -> int:
        return SYSTEM.monotonic()

    def boot(self) -> str:
        return self.start

    def zone(self) -> dt.tzinfo:
        return dt.timezone(dt.timedelta(hours=5))

    def restart(self) -> None:
        """Switch the machine off and on: its monotonic clock begins anew."""
        self.start += "'"


def where(folder: Path) -> str | Path:
    """Return where this folder's library stands: below it, or at the database's address that lies in it."""
    address = folder / ADDRESS
    return address.read_text() if address.exists() else folder / "library"


def at_rest(folder: Path) -> bytes:
    """Return every byte of this folder's library's database on disk."""
    place = where(folder)
    files = list(place.glob("library.db*")) if isinstance(place, Path) else files_of(place)
    assert sum(path.stat().st_size for path in files) > 100_000
    return b"".join(path.read_bytes() for path in files)


def asker(duty: Duty) -> Asker:
    """Return somebody who has a duty, and is not kept in any library."""
    return Asker(id=f"person-{duty}", kind="person", scopes=DUTIES[duty].scopes, subjects=DUTIES[duty].subjects)


def make_library(folder: Path, *, clock: Clock = SYSTEM) -> Library:
    """Return a new library, open; `folder` may be a test's tmp_path."""
    return Library.create(where(folder), bin=BIN, name=NAME, passphrase=PASSPHRASE, clock=clock)


def open_library(folder: Path, **given) -> Library:
    """Open again what `make_library` made in this folder."""
    return Library.open(where(folder), passphrase=PASSPHRASE, **given)


def make_station(
    library: Library, folder: Path, *, name: str = "station", url: str = NOBODY, clock: Clock = SYSTEM
) -> Station:
    """Return a new station of a library, open, in `folder` / `name`."""
    code = library.invite(name=name, point="Абай даңғылы, 12", room="104").code
    return Station.enrol(folder / name, library_url=url, code=code, library=library, passphrase=PASSPHRASE, clock=clock)


def open_station(folder: Path, name: str = "station", **given) -> Station:
    """Open again what `make_station` made in this folder."""
    return Station.open(folder / name, passphrase=PASSPHRASE, **given)


def iin(number: int) -> str:
    """Return a valid IIN, another one for every number below 480,000."""
    year, month = 60 + number // 12_000, 1 + number // 1000 % 12
    for serial in range(10):
        base = f"{year:02d}{month:02d}013{number % 1000:03d}{serial}"
        digit = check_digit(base)
        if digit is not None:
            return f"{base}{digit}"
    raise AssertionError("no serial gives a check digit")


def person(number: str = IIN) -> record.Identifier:
    return record.Identifier(system="kz.iin", value=number)


def decide(library: Library, number: str = IIN, scope: str = SCOPE, at: int | None = None) -> Answer:
    """Ask a library, or a remote one; `at` in microseconds."""
    moment = None if at is None else instant.render(at)
    return library.decide(Question(person=person(number), scope=scope, at=moment))


def ink(shift: int = 0) -> EvidenceFile:
    """Return a small drawing, another one for every shift."""
    wave = tuple(inkml.Point(100 * step, (step * 37 % 19) * 80 + shift, 8 * step, 0.5) for step in range(1, 40))
    dot = (inkml.Point(3000, 2500, 900, 0.25),)
    return EvidenceFile("ink", inkml.MEDIA_TYPE, inkml.encode([inkml.Stroke(wave), inkml.Stroke(dot)], 160, 60))


def subject(number: str = IIN, name: str = "Әсел Қуанышқызы", role: str = "patient") -> record.Subject:
    return record.Subject(role=role, identifier=person(number), name=name)


def form_use(form: Form, language: record.Language, shown: Sequence[record.Language] = ()) -> record.FormUse:
    return record.FormUse(
        id=form.id,
        version=form.version,
        language=language,
        languages_shown=tuple(shown) or (language,),
        digest=form.text(language).digest,
        reading="self",
        seconds=42,
    )


def _common(station: Station, form: Form, number: str, language: record.Language) -> dict[str, object]:
    return {
        "place": station.place,
        "recorder": record.Recorder(software="tests", version="1"),
        "subject": subject(number, role="staff" if form.role == "staff" else "patient"),
        "grantor": record.Grantor(kind="self"),
        "identified_by": record.IdentifiedBy(method="typed"),
        "form": form_use(form, language),
        "legal_basis": form.legal,
    }


def consent(
    station: Station,
    verdict: record.Verdict | Mapping[str, record.Verdict] = "permit",
    *,
    iin: str = IIN,
    language: record.Language = "kk",
    form: str = "patient-filming",
    day: dt.date | None = None,
    **changes,
) -> Draft:
    """Return a consent to or refusal of every scope, or of each as a mapping says (what it leaves out is denied)."""
    used = station.catalogue.latest(form)
    said = {scope.id: verdict if isinstance(verdict, str) else verdict.get(scope.id, "deny") for scope in used.scopes}
    until = expires(used, day or dt.date.today())
    given = _common(station, used, iin, language) | {
        "kind": "consent",
        "decisions": tuple(
            record.Decision(scope=scope, decision=what, until=until if what == "permit" else None)
            for scope, what in said.items()
        ),
        "terms": used.terms_for([scope for scope, what in said.items() if what == "permit"]),
        "words": "Мен өз еркіммен шештім.",
        "signature_class": "ink",
        "evidence": (ink(),),
    }
    return Draft(**(given | changes))


def withdrawal(
    station: Station, scopes: Sequence[str] = (SCOPE,), *, iin: str = IIN, language: record.Language = "ru", **changes
) -> Draft:
    used = station.catalogue.latest("withdrawal")
    given = _common(station, used, iin, language) | {
        "kind": "withdrawal",
        "decisions": tuple(record.Decision(scope=scope, decision="deny") for scope in scopes),
        "words": "Передумала.",
        "signature_class": "ink",
        "evidence": (ink(),),
    }
    return Draft(**(given | changes))


def notice(station: Station, *, iin: str = IIN, language: record.Language = "kk", **changes) -> Draft:
    used = station.catalogue.latest("notice")
    return Draft(**(_common(station, used, iin, language) | {"kind": "notice"} | changes))


def abandonment(station: Station) -> Draft:
    return Draft(kind="abandonment", place=station.place, recorder=record.Recorder(software="tests", version="1"))


def correction(station: Station, statement_id: str, digest: str, *, iin: str = IIN) -> Draft:
    """Return the correction of a statement that was entered in error."""
    return Draft(
        kind="correction",
        place=station.place,
        recorder=record.Recorder(software="tests", version="1"),
        subject=subject(iin),
        refers_to=(record.Reference(id=statement_id, digest=digest),),
        correction=record.Correction(reason="Басқа адам.", by=("А. Сейіт", "Б. Омар")),
    )
