"""What is wrong with the station itself: its folder, keys and forms, or the statement that it was to sign."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from kiosk.bridge.troubles.remedies import ADDRESS, AGAIN, CALL, ENROL, OFFICER, PAPER, RELEASE, RESTORE

SENTENCES: dict[str, tuple[object, object]] = {
    "store.full": (
        QT_TRANSLATE_NOOP("Troubles", "The disk is nearly full. Everything saved so far is safe."),
        QT_TRANSLATE_NOOP("Troubles", "Free some space; until then use paper forms."),
    ),
    "store.unwritable": (
        QT_TRANSLATE_NOOP("Troubles", "The disk cannot be written. What was saved before is unchanged."),
        QT_TRANSLATE_NOOP("Troubles", "Check the disk’s free space, and who may write in the folder."),
    ),
    "store.missing": (
        QT_TRANSLATE_NOOP("Troubles", "The station’s folder, or a file in it, is not there."),
        QT_TRANSLATE_NOOP("Troubles", "Check the folder’s name and its disk; a new kiosk is enrolled first."),
    ),
    "store.forbidden": (
        QT_TRANSLATE_NOOP("Troubles", "The station’s folder, or a file in it, belongs to another user."),
        QT_TRANSLATE_NOOP("Troubles", "Start the kiosk as the user to whom the folder belongs."),
    ),
    "store.busy": (
        QT_TRANSLATE_NOOP("Troubles", "Another program works in the station’s folder. It goes on undisturbed."),
        QT_TRANSLATE_NOOP("Troubles", "Close the other program: one folder serves one program."),
    ),
    "store.damaged": (
        QT_TRANSLATE_NOOP("Troubles", "Something in the station’s folder is damaged. It was not touched."),
        RESTORE,
    ),
    "store.exists": (
        QT_TRANSLATE_NOOP("Troubles", "There is already a station in this folder. It was not touched."),
        QT_TRANSLATE_NOOP("Troubles", "A new station needs a new folder."),
    ),
    "store": (
        QT_TRANSLATE_NOOP("Troubles", "The station’s folder cannot be used. Nothing in it was changed."),
        RESTORE,
    ),
    "signing.key-missing": (
        QT_TRANSLATE_NOOP(
            "Troubles", "The station’s key, or the passphrase that opens it, is not there. Nothing was signed."
        ),
        PAPER,
    ),
    "signing.passphrase": (
        QT_TRANSLATE_NOOP("Troubles", "The station’s key does not open with this passphrase. It was not touched."),
        PAPER,
    ),
    "station.not-enrolled": (
        QT_TRANSLATE_NOOP("Troubles", "This kiosk is not enrolled as a station yet."),
        QT_TRANSLATE_NOOP("Troubles", "Enrol it with a code from the library: “econsent station invite”."),
    ),
    "station.forked": (
        QT_TRANSLATE_NOOP(
            "Troubles", "Another device signs as this station, or its folder was copied. What waits here is kept."
        ),
        OFFICER,
    ),
    "keys.certificate-expired": (
        QT_TRANSLATE_NOOP("Troubles", "The station’s certificate has expired. Everything signed so far is safe."),
        ENROL,
    ),
    "keys.certificate-foreign": (
        QT_TRANSLATE_NOOP(
            "Troubles",
            "A certificate is not one of the organisation that this station belongs to. Nothing was believed.",
        ),
        ADDRESS,
    ),
    "keys.certificate-invalid": (
        QT_TRANSLATE_NOOP("Troubles", "A certificate is not written as it must be. Nothing was believed."),
        CALL,
    ),
    "keys.jws-malformed": (
        QT_TRANSLATE_NOOP("Troubles", "A signed message cannot be read. Nothing was believed."),
        CALL,
    ),
    "keys.signature-invalid": (
        QT_TRANSLATE_NOOP("Troubles", "A signature does not fit what it signs. Nothing was believed."),
        CALL,
    ),
    "forms.digest-mismatch": (
        QT_TRANSLATE_NOOP("Troubles", "A file of a form was changed, or did not come whole. It is not shown."),
        RELEASE,
    ),
    **dict.fromkeys(
        ("forms.missing-file", "forms.unlisted-file"),
        (
            QT_TRANSLATE_NOOP("Troubles", "A file of the forms is missing, or one too many is there."),
            RELEASE,
        ),
    ),
    **dict.fromkeys(
        ("forms.malformed", "forms.clash", "forms.refused"),
        (
            QT_TRANSLATE_NOOP("Troubles", "A form is not written as it must be. It is not shown."),
            RELEASE,
        ),
    ),
    **dict.fromkeys(
        ("forms.missing-text", "forms.missing-value", "forms.missing-term", "forms.unknown-language"),
        (
            QT_TRANSLATE_NOOP("Troubles", "A form lacks a text that is needed here. Nothing was signed."),
            RELEASE,
        ),
    ),
    **dict.fromkeys(
        ("forms.unknown-form", "forms.unknown-version", "forms.unknown-scope"),
        (
            QT_TRANSLATE_NOOP("Troubles", "This station does not have the form that is asked for. Nothing was signed."),
            PAPER,
        ),
    ),
    "forms.rolled-back": (
        QT_TRANSLATE_NOOP(
            "Troubles", "The library shows fewer or other forms than before. The station goes on with those it has."
        ),
        OFFICER,
    ),
    **dict.fromkeys(
        ("identity.iin-invalid", "identity.bin-invalid", "instant.invalid", "record.malformed", "record.rule"),
        (
            QT_TRANSLATE_NOOP("Troubles", "The statement could not be made from what was entered. Nothing was signed."),
            AGAIN,
        ),
    ),
    **dict.fromkeys(
        ("document.malformed", "document.ink-malformed", "document.page-malformed"),
        (
            QT_TRANSLATE_NOOP("Troubles", "The document could not be made. Nothing was signed."),
            AGAIN,
        ),
    ),
    **dict.fromkeys(
        ("input.argument", "input.request", "input.too-large", "input"),
        (
            QT_TRANSLATE_NOOP("Troubles", "What was asked cannot be done in this way. Nothing was changed."),
            AGAIN,
        ),
    ),
}
"""Code → what happened and was kept, and what to do."""
