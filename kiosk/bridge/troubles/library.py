"""What is wrong on the way to the library, or what the library refuses."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from kiosk.bridge.troubles.remedies import ADDRESS, AGAIN, ENROL, LIBRARY, OFFICER

SENTENCES: dict[str, tuple[object, object]] = {
    **dict.fromkeys(
        ("store.unreachable", "store.not-installed", "store.no-citus"),
        (
            QT_TRANSLATE_NOOP("Troubles", "The library’s database does not answer. What waits here is kept."),
            LIBRARY,
        ),
    ),
    "trust.device-revoked": (
        QT_TRANSLATE_NOOP("Troubles", "This station was revoked at the library. What waits here is kept."),
        ENROL,
    ),
    "trust.device-unknown": (
        QT_TRANSLATE_NOOP("Troubles", "The library does not know this station. What waits here is kept."),
        ENROL,
    ),
    "remote.unreachable": (
        QT_TRANSLATE_NOOP("Troubles", "The library cannot be reached. Nothing is lost: what waits is sent later."),
        QT_TRANSLATE_NOOP(
            "Troubles", "Check the network, and that the library is running; it is tried again by itself."
        ),
    ),
    "remote.foreign": (
        QT_TRANSLATE_NOOP(
            "Troubles",
            "What answers at the library’s address is not the library of this station. Nothing was handed over.",
        ),
        ADDRESS,
    ),
    "remote.history-rewritten": (
        QT_TRANSLATE_NOOP("Troubles", "The library’s log lacks what it once showed. Everything waits here, sealed."),
        OFFICER,
    ),
    "remote": (
        QT_TRANSLATE_NOOP(
            "Troubles", "The library answered with an error that this kiosk does not know. What waits here is kept."
        ),
        LIBRARY,
    ),
    "library.code-refused": (
        QT_TRANSLATE_NOOP("Troubles", "The code is unknown, used or too old. Nothing was enrolled."),
        QT_TRANSLATE_NOOP("Troubles", "Ask for a new code: “econsent station invite”."),
    ),
    **dict.fromkeys(
        (
            "library.access-denied",
            "library.assertion-refused",
            "library.scope-missing",
            "library.principal-unknown",
            "library.controller-foreign",
        ),
        (
            QT_TRANSLATE_NOOP("Troubles", "The library did not let this station in. What waits here is kept."),
            LIBRARY,
        ),
    ),
    "library.rate-limited": (
        QT_TRANSLATE_NOOP("Troubles", "Too much was asked of the library in a short time. What waits here is kept."),
        QT_TRANSLATE_NOOP("Troubles", "Wait a minute, and try again."),
    ),
    "library.contact-refused": (
        QT_TRANSLATE_NOOP("Troubles", "The library did not take this station’s sign of life. What waits here is kept."),
        QT_TRANSLATE_NOOP("Troubles", "Check the kiosk’s clock; if the code stays, call the privacy officer."),
    ),
    "library.conflict": (
        QT_TRANSLATE_NOOP("Troubles", "The library holds another statement under the same number. Both are kept."),
        OFFICER,
    ),
    **dict.fromkeys(
        (
            "ledger.checkpoint-forged",
            "ledger.checkpoint-foreign",
            "ledger.checkpoint-unsigned",
            "ledger.consistency",
            "ledger.inclusion",
        ),
        (
            QT_TRANSLATE_NOOP("Troubles", "The library’s log could not be proven. Everything waits here, sealed."),
            OFFICER,
        ),
    ),
    **dict.fromkeys(
        (
            "ledger.checkpoint-malformed",
            "ledger.preservation-malformed",
            "ledger.receipt-malformed",
            "ledger.tile-path",
            "ledger.vkey-malformed",
            "ledger.node-missing",
        ),
        (
            QT_TRANSLATE_NOOP(
                "Troubles", "What the library says of its log cannot be read. Everything waits here, sealed."
            ),
            LIBRARY,
        ),
    ),
    **dict.fromkeys(
        ("envelope.broken", "envelope.malformed"),
        (
            QT_TRANSLATE_NOOP("Troubles", "A sealed envelope is damaged. It was not opened."),
            AGAIN,
        ),
    ),
    "envelope.foreign-key": (
        QT_TRANSLATE_NOOP("Troubles", "An envelope is sealed for another library. It is kept here."),
        ENROL,
    ),
    "input.code": (
        QT_TRANSLATE_NOOP("Troubles", "This is not a code: it has 16 letters and digits. Nothing was enrolled."),
        QT_TRANSLATE_NOOP("Troubles", "Compare it with what was printed, and type it again."),
    ),
    **dict.fromkeys(
        ("verify.bracket", "verify.device", "verify.evidence", "verify.receipt"),
        (
            QT_TRANSLATE_NOOP(
                "Troubles", "The library’s check of a statement failed. The statement is kept here, sealed."
            ),
            OFFICER,
        ),
    ),
}
"""Code → what happened and was kept, and what to do."""
REFUSED = (
    QT_TRANSLATE_NOOP("Troubles", "The library refused what this station asked. What waits here is kept."),
    LIBRARY,
)
"""What is said of whatever else a library may refuse, also one of a later version."""
