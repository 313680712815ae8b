"""What an event of the flow writes into the sitting. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # what a sitting is made of loads after the first frame
    from kiosk.beside import Cosigned
    from kiosk.persons import Speaker
    from kiosk.sitting import Manner, Purpose, Sitting

Effect = Callable[["Sitting", Any], None]


def speak(sitting: Sitting, language: Any) -> None:
    sitting.speak(language)


def speak_before_signing(sitting: Sitting, language: Any) -> None:
    sitting.undo_signatures()
    sitting.speak(language)


def come(purpose: Purpose, speaker: Speaker) -> Effect:
    return lambda sitting, _: sitting.come(purpose, speaker)


def sign_as(manner: Manner) -> Effect:
    return lambda sitting, _: sitting.sign_as(manner)


def take(sitting: Sitting, scan: Any) -> None:
    sitting.take(scan)


def use_iin(sitting: Sitting, _: Any) -> None:
    sitting.use_iin()


def acknowledge(sitting: Sitting, _: Any) -> None:
    sitting.noticed = True


def turn_page(sitting: Sitting, _: Any) -> None:
    sitting.read_page()
    sitting.page += 1


def turn_page_back(sitting: Sitting, _: Any) -> None:
    sitting.page -= 1


def read_last_page(sitting: Sitting, _: Any) -> None:
    sitting.read_page()


def next_question(sitting: Sitting, _: Any) -> None:
    sitting.question += 1


def previous_question(sitting: Sitting, _: Any) -> None:
    sitting.question -= 1


def review(sitting: Sitting, fingerprint: Any) -> None:
    sitting.reviewed = fingerprint


def say(by_hand: bool) -> Effect:
    return lambda sitting, _: sitting.say_by_hand(by_hand)


def draw(sitting: Sitting, ink: Any) -> None:
    sitting.ink = ink


def undraw(sitting: Sitting, _: Any) -> None:
    sitting.undo_signatures()


def coreview(sitting: Sitting, fingerprint: Any) -> None:
    sitting.cosigning.reviewed = fingerprint


def cosign(sitting: Sitting, ink: Any) -> None:
    sitting.cosigning.ink = ink


def cosign_as(manner: Cosigned) -> Effect:
    """Return what another manner of the cosigner does: the document says how each signed, so both sign it anew."""

    def change(sitting: Sitting, _: Any) -> None:
        sitting.cosigning.sign_as(manner)
        sitting.undo_signatures()

    return change


def say_on_paper(sitting: Sitting, words: Any) -> None:
    say(by_hand=False)(sitting, words)
    sitting.sign_as("paper")


def look(sitting: Sitting, page: Any) -> None:
    sitting.sheets.look(page, sitting.fingerprint())
