import QtQuick
import kiosk.qml

// A question laid over the screen; what is underneath waits and keeps everything.
FocusScope {
    id: question

    required property string title
    required property string explanation
    required property string stayName
    required property string leaveName
    signal stay()
    signal leave()

    focus: true

    Accessible.role: Accessible.Dialog
    Accessible.name: title

    Rectangle {
        anchors.fill: parent
        color: Theme.veil
        TapHandler {}
        MouseArea { anchors.fill: parent }
    }

    Panel {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.margin, 230 * Theme.unit)
        height: column.height + 2 * Theme.large * 1.4

        Column {
            id: column
            x: Theme.large * 1.4
            y: x
            width: parent.width - 2 * x
            spacing: Theme.medium

            Say {
                width: parent.width
                text: question.title
                font.pixelSize: Theme.title
                font.weight: Font.Medium
                lineHeight: 0.96
                Accessible.role: Accessible.AlertMessage
            }
            Say {
                width: parent.width
                text: question.explanation
                color: Theme.soft
            }
            BigButton {
                width: parent.width
                height: Math.max(24 * Theme.unit, implicitHeight)
                name: question.stayName
                onAct: question.stay()
            }
            QuietButton {
                width: parent.width
                name: question.leaveName
                onAct: question.leave()
            }
        }
    }
}
