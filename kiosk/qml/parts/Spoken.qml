import QtQuick
import kiosk.qml

// What is said aloud where nothing can be drawn, and who hears it.
Panel {
    id: sheet

    required property string witness

    Flickable {
        anchors.fill: parent
        anchors.margins: Theme.hairline
        contentHeight: column.height
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        Column {
            id: column
            x: Theme.medium
            width: parent.width - 2 * x
            topPadding: Theme.zoom < 1.5 ? Theme.large : Theme.small
            bottomPadding: topPadding
            spacing: Theme.medium

            Say {
                width: parent.width
                text: qsTr("Say aloud, so that the witness hears it:")
                color: Theme.soft
            }
            Say {
                width: parent.width
                text: qsTr("“I know what this document says. It is my decision.”")
                font.pixelSize: Theme.heading
                font.weight: Font.Medium
            }
            Say {
                width: parent.width
                text: qsTr("Witness: %1").arg(sheet.witness)
                color: Theme.soft
            }
        }
    }
}
