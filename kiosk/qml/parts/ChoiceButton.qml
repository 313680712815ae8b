import QtQuick
import kiosk.qml

// One of two answers. Both are drawn by this file: neither can weigh more than the other.
Pressable {
    id: button

    choosable: true
    implicitHeight: Math.max((Theme.zoom < 1.5 ? 40 : 24) * Theme.unit, label.implicitHeight + 2 * Theme.medium)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: button.chosen ? Theme.primary : button.down ? Theme.pressed : Theme.surface
        border.color: Theme.primary
        border.width: Theme.border
    }

    Rectangle {
        id: ring
        anchors.left: parent.left
        anchors.leftMargin: Theme.medium
        anchors.verticalCenter: parent.verticalCenter
        width: 9 * Theme.unit
        height: width
        radius: width / 2
        color: "transparent"
        border.color: button.chosen ? Theme.primaryInk : Theme.primary
        border.width: Theme.border

        Icon {
            anchors.centerIn: parent
            width: 6.4 * Theme.unit
            height: width
            visible: button.chosen
            path: "M5 12.5 L10 17.5 L19 7.5"
            color: Theme.primaryInk
            weight: 3
        }
    }

    Text {
        id: label
        anchors.left: ring.right
        anchors.leftMargin: Theme.small
        anchors.right: parent.right
        anchors.rightMargin: Theme.small
        anchors.verticalCenter: parent.verticalCenter
        text: button.name.replace(/\([^)]*\)/g, part => part.replace(/ /g, "\u00a0")) // words in brackets stay on one line
        color: button.chosen ? Theme.primaryInk : Theme.ink
        font.family: Theme.family
        font.pixelSize: Theme.zoom < 1.5 ? Theme.heading : Theme.button
        font.weight: Font.Medium
        wrapMode: Text.WordWrap
    }
}
