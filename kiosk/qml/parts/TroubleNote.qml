import QtQuick
import kiosk.qml

// What happened in exact words, for staff; the person has been told in plain ones.
Panel {
    id: note

    required property var trouble
    readonly property real size: Theme.caption / Math.max(1, Theme.zoom / 1.3) // staff have not asked for larger text

    implicitHeight: column.height + 2 * Theme.large

    Column {
        id: column
        x: Theme.large
        y: Theme.large
        width: parent.width - 2 * x
        spacing: Theme.small

        Say { width: parent.width; text: qsTr("For staff"); color: Theme.soft; font.pixelSize: note.size }
        Say { width: parent.width; text: note.trouble.code ?? ""; font.pixelSize: note.size; font.weight: Font.Bold }
        Say { width: parent.width; text: note.trouble.what ?? ""; font.pixelSize: note.size }
        Say { width: parent.width; text: note.trouble.remedy ?? ""; visible: text !== ""; font.pixelSize: note.size }
    }
}
