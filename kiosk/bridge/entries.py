"""What the visitor has read, entered and chosen so far, as QML reads it. It shows the sitting and keeps nothing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.bridge import QVARIANT_MAP
from kiosk.handwriting import MAX_PAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QImage

    from econsent.document.contents import Contents
    from kiosk.sitting import Sitting

QML_IMPORT_NAME = "econsent.kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_BLANK: dict[str, Any] = {
    "iin": "",
    "iinState": "",
    "name": "",
    "referred": False,
    "purpose": "consent",
    "speaker": "self",
    "other": {},
    "representative": {},
    "authority": {},
    "scopes": [],
    "manner": "ink",
    "witness": "",
    "onPaper": False,
    "assent": {"said": "", "how": "", "worker": "", "drawn": False},
    "childText": {},
    "cosigning": {"manner": "ink", "witness": ""},
    "notice": {},
    "listed": {},
    "page": {},
    "changes": {},
    "question": {},
    "words": "",
    "ownWords": False,
    "hand": {"number": 1, "count": 1, "most": MAX_PAGES},
    "handwritten": False,
    "review": {},
    "signText": "",
}


@QmlElement
class Entries(QObject):
    """Read-only: each property changes only by `refresh`, and says so only where its value is another one."""

    identityChanged = Signal()
    wayChanged = Signal()
    representativeChanged = Signal()
    scopesChanged = Signal()
    mannerChanged = Signal()
    childChanged = Signal()
    noticeChanged = Signal()
    pageChanged = Signal()
    changesChanged = Signal()
    questionChanged = Signal()
    wordsChanged = Signal()
    reviewChanged = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._values = dict(_BLANK)

    def _get(self, name: str) -> Any:
        return self._values[name]

    purpose = Property(str, lambda self: self._get("purpose"), notify=wayChanged, doc="consent or withdrawal")
    speaker = Property(str, lambda self: self._get("speaker"), notify=wayChanged, doc="self, representative or worker")
    other = Property(
        QVARIANT_MAP, lambda self: self._get("other"), notify=identityChanged, doc="kind, number, born, bornState"
    )
    representative = Property(
        QVARIANT_MAP, lambda self: self._get("representative"), notify=representativeChanged, doc="name, relationship"
    )
    authority = Property(
        QVARIANT_MAP,
        lambda self: self._get("authority"),
        notify=representativeChanged,
        doc="kind, number, date, dateState; hired, hiredState, since (of a supplement)",
    )
    scopes = Property(list, lambda self: self._get("scopes"), notify=scopesChanged, doc="scope, title, blocks, chosen")
    manner = Property(str, lambda self: self._get("manner"), notify=mannerChanged, doc="ink, mark, spoken or paper")
    onPaper = Property(bool, lambda self: self._get("onPaper"), notify=mannerChanged, doc="one can sign on paper here")
    witness = Property(str, lambda self: self._get("witness"), notify=mannerChanged)
    assent = Property(
        QVARIANT_MAP, lambda self: self._get("assent"), notify=childChanged, doc="said, how, worker, drawn (bool)"
    )
    childText = Property(
        QVARIANT_MAP, lambda self: self._get("childText"), notify=childChanged, doc="title, blocks, question"
    )
    cosigning = Property(
        QVARIANT_MAP, lambda self: self._get("cosigning"), notify=mannerChanged, doc="the patient's own manner, witness"
    )
    iin = Property(str, lambda self: self._get("iin"), notify=identityChanged)
    iinState = Property(str, lambda self: self._get("iinState"), notify=identityChanged)
    referred = Property(bool, lambda self: self._get("referred"), notify=identityChanged, doc="a referral was scanned")
    name = Property(str, lambda self: self._get("name"), notify=identityChanged)
    notice = Property(QVARIANT_MAP, lambda self: self._get("notice"), notify=noticeChanged)
    listed = Property(
        QVARIANT_MAP, lambda self: self._get("listed"), notify=identityChanged,
        doc="what HR's list says: name, number (masked), contract, date, hired",
    )  # fmt: skip
    page = Property(QVARIANT_MAP, lambda self: self._get("page"), notify=pageChanged)
    changes = Property(
        QVARIANT_MAP, lambda self: self._get("changes"), notify=changesChanged, doc="day, version, blocks, further"
    )
    question = Property(QVARIANT_MAP, lambda self: self._get("question"), notify=questionChanged)
    words = Property(str, lambda self: self._get("words"), notify=wordsChanged)
    ownWords = Property(bool, lambda self: self._get("ownWords"), notify=wordsChanged)
    hand = Property(
        QVARIANT_MAP, lambda self: self._get("hand"), notify=wordsChanged, doc="number, count, most: pages, by hand"
    )
    handwritten = Property(bool, lambda self: self._get("handwritten"), notify=wordsChanged, doc="pages are kept")
    review = Property(QVARIANT_MAP, lambda self: self._get("review"), notify=reviewChanged)
    signText = Property(str, lambda self: self._get("signText"), notify=reviewChanged)

    def refresh(self, sitting: Sitting | None, screen: str, today: dt.date) -> None:
        """Read the sitting again, as far as the screen shows it; without a sitting everything is blank."""
        if sitting is None:
            self._take(_BLANK)
            return
        self._take(_entered(sitting, today))
        read = _READERS.get(screen)
        if read is not None:
            self._take(read(sitting, today))

    @property
    def reviewed_blocks(self) -> int:
        """Return of how many blocks the document is that is reviewed; 0 while it is blank."""
        return len(self._values["review"].get("blocks", ()))

    def blank_review(self) -> None:
        """Blank the review until its contents are there."""
        self._take({"review": {}})

    def show_review(self, contents: Contents, pages: Sequence[QImage], sitting: Sitting) -> None:
        """Show the document that would be signed, with the number that the person goes by masked.

        `pages` are the pictures of what was written by hand, in their order.
        """
        from kiosk.bridge import blocks

        shown = blocks.masked(blocks.of_contents(contents, pages), sitting.iin or sitting.other_number.strip())
        self._take({"review": {"blocks": shown, "choices": blocks.choices_in(contents)}})

    def _take(self, values: dict[str, Any]) -> None:
        changed = {name for name, value in values.items() if self._values[name] != value}
        self._values.update(values)
        for signal, names in (
            (self.identityChanged, {"iin", "iinState", "name", "other", "referred", "listed"}),
            (self.wayChanged, {"purpose", "speaker"}),
            (self.representativeChanged, {"representative", "authority"}),
            (self.scopesChanged, {"scopes"}),
            (self.mannerChanged, {"manner", "witness", "onPaper", "cosigning"}),
            (self.childChanged, {"assent", "childText"}),
            (self.noticeChanged, {"notice"}),
            (self.pageChanged, {"page"}),
            (self.changesChanged, {"changes"}),
            (self.questionChanged, {"question"}),
            (self.wordsChanged, {"words", "ownWords", "hand", "handwritten"}),
            (self.reviewChanged, {"review", "signText"}),
        ):
            if changed & names:
                signal.emit()


def _entered(sitting: Sitting, today: dt.date) -> dict[str, Any]:
    """Return what a visitor entered on whichever screen."""
    return {
        "iin": sitting.iin,
        "iinState": _iin_state(sitting, today),
        "name": sitting.name,
        "referred": bool(sitting.referral),
        "purpose": sitting.purpose,
        "speaker": "worker" if sitting.is_staff else sitting.speaker,
        "other": {
            "kind": sitting.other_kind, "number": sitting.other_number, "born": sitting.born,
            "bornState": _date_state(sitting.born, today),
        },
        "representative": {"name": sitting.representative, "relationship": sitting.relationship},
        "authority": {
            "kind": sitting.authority_kind, "number": sitting.authority_number, "date": sitting.authority_date,
            "dateState": _date_state(sitting.authority_date, today),
            "hired": sitting.hired, "hiredState": _hired_state(sitting, today),
            "since": _day(sitting.ground.hired_before),
        },
        "manner": sitting.manner,
        "witness": sitting.witness,
        "onPaper": sitting.ground.on_paper,
        "assent": {
            "said": sitting.assent.said, "how": sitting.assent.how, "worker": sitting.assent.worker,
            "drawn": bool(sitting.assent.drawing),
        },
        "cosigning": {"manner": sitting.cosigning.manner, "witness": sitting.cosigning.witness},
    }  # fmt: skip


def _scopes(sitting: Sitting, today: dt.date) -> dict[str, Any]:
    from econsent import forms
    from kiosk.bridge import blocks

    text = forms.fill(sitting.ground.withdrawal.text(sitting.language), sitting.values(today))
    shown = []
    for scope in sitting.scopes_to_withdraw:
        section = text.section(f"scope.{scope}")
        shown.append(
            {
                "scope": scope,
                "title": section.heading,
                "blocks": blocks.of_section(section, heading=False),
                "chosen": scope in sitting.withdrawn,
            }
        )
    return {"scopes": shown}


def _iin_state(sitting: Sitting, today: dt.date) -> str:
    """Return "" while digits are missing, then ``wrong``, ``odd`` (a birth date to look at twice) or ``right``."""
    if len(sitting.iin) < 12:
        return ""
    if not sitting.iin_is_right():
        return "wrong"
    return "odd" if sitting.birth_date_is_odd(today) else "right"


def _date_state(digits: str, today: dt.date) -> str:
    """Return "" while digits are missing, then ``wrong`` (no such day, or one to come) or ``right``."""
    from kiosk.dates import DATE_DIGITS, read_date

    if len(digits) < DATE_DIGITS:
        return ""
    day = read_date(digits)
    return "right" if day is not None and day <= today else "wrong"


def _hired_state(sitting: Sitting, today: dt.date) -> str:
    """Return what `_date_state` does, and ``later`` for who was hired when the contract asked already."""
    state = _date_state(sitting.hired, today)
    return "later" if state == "right" and not sitting.was_hired_before() else state


def _listed(sitting: Sitting, _: dt.date) -> dict[str, Any]:
    number = sitting.iin or sitting.other_number
    hidden = "•" * max(0, len(number) - 4) + number[-4:]
    shown = {
        "name": sitting.name, "number": hidden, "contract": sitting.authority_number,
        "date": sitting.authority_date, "hired": sitting.hired,
    }  # fmt: skip
    return {"listed": {name: _dotted(value) if name in ("date", "hired") else value for name, value in shown.items()}}


def _day(day: dt.date | None) -> str:
    return "" if day is None else f"{day:%d.%m.%Y}"


def _dotted(digits: str) -> str:
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:]}"


def _notice(sitting: Sitting, today: dt.date) -> dict[str, Any]:
    from econsent import forms
    from kiosk.bridge import blocks

    text = forms.fill(sitting.ground.notice.text(sitting.language), sitting.values(today))
    shown = [block for section in text.information for block in blocks.of_section(section, heading=True)]
    return {"notice": {"title": text.title, "blocks": shown}}


def _page(sitting: Sitting, today: dt.date) -> dict[str, Any]:
    from econsent import forms
    from kiosk.bridge import blocks

    text = sitting.ground.form.text(sitting.language)
    section = forms.fill(text.section(sitting.pages[sitting.page]), sitting.values(today))
    return {
        "page": {
            "title": section.heading,
            "blocks": blocks.of_section(section, heading=False),
            "number": sitting.page + 1,
            "count": len(sitting.pages),
            "changed": bool(sitting.ground.earlier),
        }
    }


def _changes(sitting: Sitting, today: dt.date) -> dict[str, Any]:
    from kiosk.bridge import changed

    return changed.since(sitting, today)


def _question(sitting: Sitting, today: dt.date) -> dict[str, Any]:
    from econsent import forms
    from kiosk.bridge import blocks

    scope = sitting.scopes[sitting.question]
    section = forms.fill(sitting.ground.form.text(sitting.language).section(f"scope.{scope}"), sitting.values(today))
    return {
        "question": {
            "title": section.heading,
            "blocks": blocks.of_section(section, heading=False),
            "answer": sitting.answers.get(scope, ""),
            "number": sitting.question + 1,
            "count": len(sitting.scopes),
        }
    }


def _words(sitting: Sitting, today: dt.date) -> dict[str, Any]:
    return {
        "words": sitting.spoken_words(today),
        "ownWords": sitting.own_words is not None,
        "handwritten": bool(sitting.hand.written),
    }


def _hand(sitting: Sitting, _: dt.date) -> dict[str, Any]:
    hand = sitting.hand
    return {"hand": {"number": hand.place + 1, "count": len(hand.pages), "most": MAX_PAGES}}


def _child_text(sitting: Sitting, today: dt.date) -> dict[str, Any]:
    """Return what a child is told and asked; nothing where the form has no words for it."""
    from econsent import forms
    from kiosk.bridge import blocks

    if not sitting.ground.form.asks_children:
        return {"childText": {}}
    text = forms.fill(sitting.ground.form.text(sitting.language), sitting.values(today))
    told, question = text.section(forms.CHILDS_TEXT), text.section(forms.CHILDS_QUESTION)
    shown = blocks.of_section(told, heading=False)
    return {"childText": {"title": told.heading, "blocks": shown, "question": question.plain}}


def _sign_text(sitting: Sitting, _: dt.date) -> dict[str, Any]:
    return {"signText": sitting.used_form.text(sitting.language).section("sign").plain}


_READERS = {
    "notice": _notice,
    "listed": _listed,
    "information": _page,
    "changes": _changes,
    "choices": _question,
    "scopes": _scopes,
    "words": _words,
    "hand": _hand,
    "sign": _sign_text,
    "assent": _child_text,
    "handover": _child_text,
    "cosign": _sign_text,
}
