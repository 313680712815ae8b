import QtQuick
import kiosk.qml
import kiosk.qml.parts

// The moment between the signature and "done".
Item {
    Column {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.margin, 220 * Theme.unit)
        spacing: Theme.large

        Say {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("One moment…")
            font.pixelSize: Theme.display
            font.weight: Font.Medium
        }
        Say {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("Your document is being sealed and saved.")
            color: Theme.soft
        }
    }
}
