import QtQuick
import kiosk.qml

// The one thing to do next. It can always be pressed; while something is still missing it is drawn quieter.
Pressable {
    id: button

    property bool ready: true
    property real textSize: Theme.button

    implicitWidth: Math.max(58 * Theme.unit, label.implicitWidth + 2 * Theme.large)
    implicitHeight: Math.max(19 * Theme.unit, label.implicitHeight + Theme.medium)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: button.down ? (button.ready ? Theme.primaryPressed : Theme.pressed) : (button.ready ? Theme.primary : Theme.surface)
        border.color: Theme.primary
        border.width: Theme.border
    }

    Text {
        id: label
        anchors.centerIn: parent
        width: Math.min(implicitWidth, button.width - Theme.small)
        text: button.name
        color: button.ready ? Theme.primaryInk : Theme.primary
        font.family: Theme.family
        font.pixelSize: button.textSize
        font.weight: Font.Medium
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.WordWrap
    }
}
