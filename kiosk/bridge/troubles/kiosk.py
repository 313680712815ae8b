"""What is wrong with what stands around the kiosk: its settings, printer, camera, scanner, voice, and HR's list."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from kiosk.bridge.troubles.remedies import AGAIN, PLUG, PRINTER

SENTENCES: dict[str, tuple[object, object]] = {
    **dict.fromkeys(
        ("kiosk.unexpected", "fault"),
        (
            QT_TRANSLATE_NOOP(
                "Troubles", "Something unforeseen happened in the program. What was asked did not happen."
            ),
            AGAIN,
        ),
    ),
    "kiosk.settings": (
        QT_TRANSLATE_NOOP("Troubles", "A setting in kiosk.toml is wrong. All defaults hold."),
        QT_TRANSLATE_NOOP("Troubles", "Mend kiosk.toml in the station’s folder; docs/kiosk.md lists the settings."),
    ),
    "kiosk.no-library": (
        QT_TRANSLATE_NOOP("Troubles", "No library is named to enrol at."),
        QT_TRANSLATE_NOOP("Troubles", "Set library_url in kiosk.toml, and start the kiosk again."),
    ),
    "kiosk.export": (
        QT_TRANSLATE_NOOP("Troubles", "The log cannot be written to the export folder."),
        QT_TRANSLATE_NOOP(
            "Troubles", "Plug in the stick, or set export_folder in kiosk.toml to a folder that may be written."
        ),
    ),
    "kiosk.staff-code": (
        QT_TRANSLATE_NOOP("Troubles", "The file of the staff code cannot be used."),
        QT_TRANSLATE_NOOP("Troubles", "Set the code anew: econsent-kiosk STATION --set-staff-code"),
    ),
    "kiosk.printer-absent": (
        QT_TRANSLATE_NOOP("Troubles", "There is no such printer."),
        PRINTER,
    ),
    "kiosk.printer-paper": (
        QT_TRANSLATE_NOOP("Troubles", "The printer has no paper."),
        QT_TRANSLATE_NOOP("Troubles", "Put paper in, and print again."),
    ),
    "kiosk.printer-jam": (
        QT_TRANSLATE_NOOP("Troubles", "Paper is stuck in the printer."),
        QT_TRANSLATE_NOOP("Troubles", "Take the paper out, and print again."),
    ),
    "kiosk.printer-stopped": (
        QT_TRANSLATE_NOOP("Troubles", "The printer is stopped."),
        PRINTER,
    ),
    "kiosk.printer-refused": (
        QT_TRANSLATE_NOOP("Troubles", "The printer did not take the document."),
        PRINTER,
    ),
    "kiosk.printer-silent": (
        QT_TRANSLATE_NOOP("Troubles", "The printing system stopped answering in the middle of a document."),
        PRINTER,
    ),
    "kiosk.staff-list": (
        QT_TRANSLATE_NOOP("Troubles", "HR’s list is not written as it must be. Nobody was asked."),
        QT_TRANSLATE_NOOP("Troubles", "Mend the list and open it again; docs/kiosk.md says how it is written."),
    ),
    "kiosk.staff-list-unnamed": (
        QT_TRANSLATE_NOOP("Troubles", "No list is named. Nobody was asked."),
        QT_TRANSLATE_NOOP("Troubles", "Set staff_list in kiosk.toml: where HR’s medium shows it."),
    ),
    "kiosk.staff-list-kept-here": (
        QT_TRANSLATE_NOOP("Troubles", "The list lies in the station’s folder. Nobody was asked."),
        QT_TRANSLATE_NOOP("Troubles", "Put it on a medium that HR takes along."),
    ),
    "kiosk.staff-list-unreadable": (
        QT_TRANSLATE_NOOP("Troubles", "The list cannot be read. Nobody was asked."),
        QT_TRANSLATE_NOOP("Troubles", "Plug HR’s medium in, and open the list again."),
    ),
    "kiosk.staff-list-decisions": (
        QT_TRANSLATE_NOOP("Troubles", "What was decided so far cannot be read. Nobody was asked."),
        QT_TRANSLATE_NOOP("Troubles", "Mend the file beside the list, or take it away."),
    ),
    "kiosk.staff-list-unwritten": (
        QT_TRANSLATE_NOOP(
            "Troubles", "The worker’s decision cannot be written beside the list. The statement is signed and safe."
        ),
        QT_TRANSLATE_NOOP("Troubles", "Put HR’s medium back. This worker may be passed over in the list."),
    ),
    "kiosk.camera-absent": (
        QT_TRANSLATE_NOOP("Troubles", "The camera is not there."),
        PLUG,
    ),
    "kiosk.camera-lost": (
        QT_TRANSLATE_NOOP("Troubles", "The camera sends no pictures any more."),
        PLUG,
    ),
    "kiosk.camera-black": (
        QT_TRANSLATE_NOOP("Troubles", "The camera’s picture is black."),
        QT_TRANSLATE_NOOP("Troubles", "Take off its cap, and look at its light."),
    ),
    "kiosk.page": (
        QT_TRANSLATE_NOOP("Troubles", "A file from the scanner is no picture. It was left where it is."),
        QT_TRANSLATE_NOOP("Troubles", "Let the scanner write JPEG, PNG or TIFF."),
    ),
    "kiosk.tray": (
        QT_TRANSLATE_NOOP("Troubles", "The scanner’s folder cannot be read."),
        QT_TRANSLATE_NOOP(
            "Troubles",
            "Look at the folder that paper.folder names in kiosk.toml, and at who may read and write there.",
        ),
    ),
    "kiosk.tray-left": (
        QT_TRANSLATE_NOOP("Troubles", "A page that was read could not be removed from the scanner’s folder."),
        QT_TRANSLATE_NOOP("Troubles", "Take the file away, and let the kiosk’s user write in the folder."),
    ),
    "kiosk.speech-absent": (
        QT_TRANSLATE_NOOP("Troubles", "This kiosk cannot read aloud: its speech engine does not answer."),
        QT_TRANSLATE_NOOP(
            "Troubles",
            "Install speech-dispatcher and speech-dispatcher-espeak-ng, and see that a sound card is there.",
        ),
    ),
    "kiosk.voice-missing": (
        QT_TRANSLATE_NOOP("Troubles", "The speech engine has no voice for one of the kiosk’s languages."),
        QT_TRANSLATE_NOOP(
            "Troubles", "Install espeak-ng, which has Kazakh, Russian and English, or provide recordings."
        ),
    ),
    "kiosk.recording-changed": (
        QT_TRANSLATE_NOOP(
            "Troubles",
            "A recording is not the one that was released, so it is not played; the speech engine speaks instead.",
        ),
        QT_TRANSLATE_NOOP("Troubles", "Copy the recordings of this version into the station’s folder anew."),
    ),
    "kiosk.speech-stuck": (
        QT_TRANSLATE_NOOP("Troubles", "The speech engine took a text and did not come to its end."),
        QT_TRANSLATE_NOOP("Troubles", "See that a sound card is there, and restart speech-dispatcher."),
    ),
}
"""Code → what happened and was kept, and what to do."""
