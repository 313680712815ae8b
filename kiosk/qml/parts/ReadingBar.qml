import QtQuick
import kiosk.qml

// What a listener may want: once more, slower, more quietly, louder. Where nothing can be heard it says so instead.
Item {
    id: bar

    required property bool silent
    required property bool slowest
    property real textSize: Theme.caption
    signal again()
    signal slower()
    signal volume(int steps)

    implicitHeight: silent ? note.implicitHeight : tools.implicitHeight

    Row {
        id: tools
        anchors.right: parent.right
        visible: !bar.silent
        spacing: Theme.small

        QuietButton {
            name: qsTr("Read again")
            textSize: bar.textSize
            onAct: bar.again()
        }
        QuietButton {
            name: bar.slowest ? qsTr("Usual speed") : qsTr("Slower")
            textSize: bar.textSize
            onAct: bar.slower()
        }
        QuietButton {
            name: qsTr("Quieter")
            textSize: bar.textSize
            onAct: bar.volume(-1)
        }
        QuietButton {
            name: qsTr("Louder")
            textSize: bar.textSize
            onAct: bar.volume(1)
        }
    }

    Message {
        id: note
        width: parent.width
        text: bar.silent ? qsTr("This screen cannot read aloud now. Please ask the medical worker to read to you.") : ""
    }
}
