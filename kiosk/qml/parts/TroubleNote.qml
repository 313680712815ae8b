import QtQuick
import kiosk.qml

// What happened in exact words, for staff; the person has been told in plain ones.
Panel {
    id: note

    required property var trouble

    implicitHeight: column.height + 2 * Theme.large

    Column {
        id: column
        x: Theme.large
        y: Theme.large
        width: parent.width - 2 * x
        spacing: Theme.small

        Say { width: parent.width; text: qsTr("For staff"); color: Theme.soft; font.pixelSize: Theme.exact }
        Say { width: parent.width; text: Troubles.name(note.trouble); font.pixelSize: Theme.exact; font.weight: Font.Bold }
        Say { width: parent.width; text: Troubles.happened(note.trouble); font.pixelSize: Theme.exact }
        Say { width: parent.width; text: Troubles.remedy(note.trouble); visible: text !== ""; font.pixelSize: Theme.exact }
    }
}
