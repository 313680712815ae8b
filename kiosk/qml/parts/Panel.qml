import QtQuick
import kiosk.qml

// A sheet that content lies on.
Rectangle {
    radius: Theme.radius
    color: Theme.surface
    border.color: Theme.highContrast ? Theme.line : Theme.faint
    border.width: Theme.hairline
}
