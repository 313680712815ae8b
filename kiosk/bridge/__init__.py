"""The QObjects that QML sees. State goes down to QML read-only; what a visitor does comes up as calls.

Every method of theirs that a signal is connected to is a Slot. To any other PySide gives the object a metaobject of its
own, which ends with it, while QML goes on knowing it by its address and reads by it whatever comes there (ADR 0029).
"""

from typing import cast

QVARIANT_MAP = cast("type", "QVariantMap")
"""Qt's name of a type that Python has no type for: a map that QML reads by `map.key`."""
