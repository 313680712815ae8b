import QtQuick
import kiosk.qml

// What is missing or doubtful, said where it is seen; without words it takes no room.
Rectangle {
    id: message

    property string text: ""
    property real textSize: Theme.caption

    visible: text !== ""
    implicitHeight: visible ? words.implicitHeight + 2 * Theme.small : 0
    radius: Theme.radius
    color: Theme.notice
    border.color: Theme.noticeLine
    border.width: Theme.hairline

    Say {
        id: words
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.margins: Theme.medium
        text: message.text
        color: Theme.noticeInk
        font.pixelSize: message.textSize
        Accessible.role: Accessible.AlertMessage
    }
}
