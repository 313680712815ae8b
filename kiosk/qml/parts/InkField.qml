import QtQuick
import kiosk.qml

// The place around a surface to draw on: keys pass over it, and whoever comes there hears what it is.
FocusScope {
    id: field

    required property string name
    default property alias content: inner.data

    activeFocusOnTab: true
    Accessible.role: Accessible.Canvas
    Accessible.name: name
    Accessible.focusable: true

    Item {
        id: inner
        anchors.fill: parent
    }
    Rectangle {
        anchors.fill: parent
        anchors.margins: -Theme.tiny
        radius: Theme.radius + Theme.tiny
        color: "transparent"
        border.color: Theme.focus
        border.width: Theme.border
        visible: field.activeFocus
    }
}
