"""The QObjects that QML sees. State goes down to QML read-only; what a visitor does comes up as calls."""

from typing import cast

QVARIANT_MAP = cast("type", "QVariantMap")
"""Qt's name of a type that Python has no type for: a map that QML reads by `map.key`."""
