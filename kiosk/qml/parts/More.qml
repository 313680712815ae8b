import QtQuick
import kiosk.qml

// Turns to the answers that there was no room for; where all are shown, it is not there.
QuietButton {
    required property Options options

    anchors.right: parent ? parent.right : undefined
    width: Math.min(implicitWidth, parent ? parent.width : implicitWidth)
    height: parent ? parent.height : implicitHeight
    visible: options.visible && options.sheets > 1
    name: qsTr("More answers")
    textSize: Theme.caption
    onAct: options.turn()
}
