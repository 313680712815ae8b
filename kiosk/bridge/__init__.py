"""The QObjects that QML sees. State goes down to QML read-only; what a visitor does comes up as calls."""
