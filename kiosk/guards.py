"""May it go on? The conditions of the flow's table, each asked of a sitting and of what the event brings. No Qt.

A guard of a row says whether the row is taken; its name is what the diagram in docs/flow.md says of it. Each takes the
sitting and the value of the event, and most need no more of it than that it came.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # what a sitting is made of loads after the first frame
    from kiosk.sitting import Sitting

Guard = Callable[["Sitting", Any], bool]


def has_iin(sitting: Sitting, _: Any) -> bool:
    return sitting.iin_is_right()


def is_number(_: Sitting, scan: Any) -> bool:
    return scan.kind in ("iin", "referral")


def is_iin(_: Sitting, scan: Any) -> bool:
    return bool(scan.kind == "iin")


def has_other(sitting: Sitting, _: Any) -> bool:
    return bool(sitting.other_kind) and sitting.is_identified()


def is_staff(sitting: Sitting, _: Any) -> bool:
    return sitting.is_staff


def is_hired(sitting: Sitting, _: Any) -> bool:
    return has_name(sitting, None) and sitting.is_staff and sitting.purpose == "consent"


def is_listed(sitting: Sitting, _: Any) -> bool:
    return sitting.listed


def has_contract(sitting: Sitting, _: Any) -> bool:
    return sitting.has_contract()


def has_name(sitting: Sitting, _: Any) -> bool:
    return bool(sitting.name.strip())


def is_spoken_for(sitting: Sitting, _: Any) -> bool:
    return has_name(sitting, None) and sitting.speaker == "representative"


def withdraws_alone(sitting: Sitting, _: Any) -> bool:
    return has_name(sitting, None) and sitting.purpose == "withdrawal"


def is_too_young(sitting: Sitting, _: Any) -> bool:
    return has_name(sitting, None) and sitting.is_minor(dt.date.today())


def represents(sitting: Sitting, _: Any) -> bool:
    return bool(sitting.representative.strip() and sitting.relationship)


def withdraws_with_authority(sitting: Sitting, _: Any) -> bool:
    return has_authority(sitting, None) and sitting.purpose == "withdrawal"


def has_authority(sitting: Sitting, _: Any) -> bool:
    return sitting.is_authorised(dt.date.today())


def is_represented(sitting: Sitting, _: Any) -> bool:
    return sitting.speaker == "representative"


def went_by_other(sitting: Sitting, _: Any) -> bool:
    return bool(sitting.other_kind)


def withdraws_something(sitting: Sitting, _: Any) -> bool:
    return bool(sitting.withdrawn)


def is_withdrawing(sitting: Sitting, _: Any) -> bool:
    return sitting.purpose == "withdrawal"


def has_witness(sitting: Sitting, _: Any) -> bool:
    return bool(sitting.witness.strip())


def more_pages(sitting: Sitting, _: Any) -> bool:
    return sitting.page + 1 < len(sitting.pages)


def earlier_page(sitting: Sitting, _: Any) -> bool:
    return sitting.page > 0


def has_earlier(sitting: Sitting, _: Any) -> bool:
    return bool(sitting.ground.earlier)


def has_still_earlier(sitting: Sitting, _: Any) -> bool:
    return sitting.beside + 1 < len(sitting.ground.earlier)


def last_page(sitting: Sitting, _: Any) -> bool:
    return sitting.pages_read | {sitting.pages[sitting.page]} == set(sitting.pages)


def answered(sitting: Sitting) -> bool:
    return sitting.scopes[sitting.question] in sitting.answers


def more_questions(sitting: Sitting, _: Any) -> bool:
    return answered(sitting) and sitting.question + 1 < len(sitting.scopes)


def earlier_question(sitting: Sitting, _: Any) -> bool:
    return sitting.question > 0


def all_answered(sitting: Sitting, _: Any) -> bool:
    asks = sitting.asks_child(dt.date.today())
    return all_decided(sitting, None) and (not asks or sitting.assent.whole)


def turns_to_child(sitting: Sitting, _: Any) -> bool:
    return all_decided(sitting, None) and asks_child(sitting, None)


def asks_child(sitting: Sitting, _: Any) -> bool:
    return sitting.asks_child(dt.date.today())


def all_decided(sitting: Sitting, _: Any) -> bool:
    if sitting.purpose == "withdrawal":
        return bool(sitting.withdrawn)
    told = sitting.noticed or sitting.is_staff  # the notice of Health Code art. 134 is the patient's
    told = told and (not sitting.is_staff or sitting.has_contract())
    return sitting.decided and sitting.informed and told


def answered_by_hand(sitting: Sitting, _: Any) -> bool:
    return sitting.by_hand and all_answered(sitting, None)


def withdraws_by_hand(sitting: Sitting, _: Any) -> bool:
    return sitting.by_hand and bool(sitting.withdrawn)


def has_written(sitting: Sitting, _: Any) -> bool:
    return bool(sitting.hand.written) and all_answered(sitting, None)


def is_by_hand(sitting: Sitting, _: Any) -> bool:
    return sitting.by_hand


def may_add_page(sitting: Sitting, _: Any) -> bool:
    return sitting.hand.can_add


def is_verdict(_: Sitting, value: Any) -> bool:
    return value in ("permit", "deny")


def has_reviewed(sitting: Sitting, _: Any) -> bool:
    return sitting.reviewed is not None and sitting.reviewed == sitting.fingerprint()


def may_sign(sitting: Sitting, ink: Any) -> bool:
    """Say whether it may be signed: drawn, on paper, or spoken before a witness; as reviewed, by who may, once told."""
    seen = sitting.manner in ("ink", "paper") or has_witness(sitting, None)
    return (
        has_signed(sitting, ink)
        and seen
        and is_entitled(sitting)
        and has_reviewed(sitting, None)
        and all_answered(sitting, None)
    )


def has_signed(sitting: Sitting, ink: Any) -> bool:
    if sitting.manner == "paper":
        pages = sitting.sheets.of(sitting.fingerprint())
        return not ink and bool(pages) and all(page.legible for page in pages)
    return not ink if sitting.manner == "spoken" else bool(ink)


def is_entitled(sitting: Sitting) -> bool:
    if sitting.speaker == "representative":
        return represents(sitting, None) and has_authority(sitting, None)
    return sitting.purpose == "withdrawal" or not sitting.is_minor(dt.date.today())


def may_sign_alone(sitting: Sitting, ink: Any) -> bool:
    return may_sign(sitting, ink) and not sitting.cosigns(dt.date.today())


def awaits_cosigner(sitting: Sitting, ink: Any) -> bool:
    return may_sign(sitting, ink) and sitting.cosigns(dt.date.today())


def may_cosign(sitting: Sitting, ink: Any) -> bool:
    """Say whether the patient may sign beside: what the representative signed, reviewed by both as it stands."""
    return awaits_cosigner(sitting, sitting.ink) and has_coreviewed(sitting, None) and sitting.cosigning.has_signed(ink)


def has_coreviewed(sitting: Sitting, _: Any) -> bool:
    return sitting.cosigning.reviewed is not None and sitting.cosigning.reviewed == sitting.fingerprint()


def has_cowitness(sitting: Sitting, _: Any) -> bool:
    return bool(sitting.cosigning.witness.strip())


def may_sign_again(sitting: Sitting, _: Any) -> bool:
    return may_sign_alone(sitting, sitting.ink) or may_cosign(sitting, sitting.cosigning.ink)


def is_on_paper_here(sitting: Sitting, _: Any) -> bool:
    return sitting.ground.on_paper


def goes_to_paper(sitting: Sitting, _: Any) -> bool:
    return sitting.ground.on_paper and all_answered(sitting, None)


def signs_on_paper(sitting: Sitting, _: Any) -> bool:
    return sitting.manner == "paper" and has_reviewed(sitting, None)


def has_room(sitting: Sitting, _: Any) -> bool:
    return sitting.sheets.has_room(sitting.fingerprint())


def is_page(sitting: Sitting, page: Any) -> bool:
    return sitting.sheets.is_page(page) and signs_on_paper(sitting, None)


def is_page_with_room(sitting: Sitting, page: Any) -> bool:
    return is_page(sitting, page) and has_room(sitting, None)


def is_kept_page(sitting: Sitting, place: Any) -> bool:
    return str(place) in {str(at) for at in range(len(sitting.sheets.of(sitting.fingerprint())))}


def is_legible(sitting: Sitting, _: Any) -> bool:
    page = sitting.sheets.looked
    return page is not None and page.legible


def was_photographed(sitting: Sitting, _: Any) -> bool:
    page = sitting.sheets.looked
    return page is not None and page.origin == "camera"
