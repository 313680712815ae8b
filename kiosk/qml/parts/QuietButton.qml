import QtQuick
import kiosk.qml

// Something else one may do.
Pressable {
    id: button

    property string shown: name
    property real textSize: Theme.button
    property bool framed: true

    implicitWidth: Math.max(Theme.touch, label.implicitWidth + 2 * Theme.medium)
    implicitHeight: Math.max(Theme.touch, label.implicitHeight + Theme.small)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: button.chosen ? Theme.primary : button.down ? Theme.pressed : button.framed ? Theme.surface : "transparent"
        border.color: button.chosen ? Theme.primary : Theme.line
        border.width: button.framed || button.chosen ? Theme.hairline : 0
    }

    Text {
        id: label
        anchors.centerIn: parent
        width: Math.min(implicitWidth, button.width - Theme.tiny)
        text: button.shown
        color: button.chosen ? Theme.primaryInk : Theme.ink
        font.family: Theme.family
        font.pixelSize: button.textSize
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.WordWrap
    }
}
