"""What staff can do, in the words that several troubles share."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

CALL = QT_TRANSLATE_NOOP("Troubles", "Call whoever looks after this kiosk, and tell them the code.")
AGAIN = QT_TRANSLATE_NOOP(
    "Troubles", "Try again; if the code comes back, use paper forms and call whoever looks after this kiosk."
)
PAPER = QT_TRANSLATE_NOOP("Troubles", "Use paper forms until it is mended, and call whoever looks after this kiosk.")
OFFICER = QT_TRANSLATE_NOOP("Troubles", "Call the privacy officer at once, and tell them the code.")
LIBRARY = QT_TRANSLATE_NOOP("Troubles", "Tell the code to whoever looks after the library.")
ENROL = QT_TRANSLATE_NOOP("Troubles", "Enrol the station again; until then use paper forms.")
RESTORE = QT_TRANSLATE_NOOP("Troubles", "Use paper forms. The folder needs “econsent fsck”, and its last good copy.")
ADDRESS = QT_TRANSLATE_NOOP(
    "Troubles", "Check the library’s address; if the library was replaced, enrol the station again."
)
RELEASE = QT_TRANSLATE_NOOP("Troubles", "The last good forms stay in use. Tell the code to whoever releases the forms.")
PRINTER = QT_TRANSLATE_NOOP(
    "Troubles", "Look at the printer. Its queue is named in kiosk.toml, and “lpstat -l -p” tells how it stands."
)
PLUG = QT_TRANSLATE_NOOP("Troubles", "Look at the camera’s plug, and at paper.camera in kiosk.toml.")
