pragma ComponentBehavior: Bound

import QtQuick
import kiosk.qml

// Ten digits and one way to take back, for a finger.
Grid {
    id: keypad

    signal digit(string digit)
    signal erased()

    readonly property real keyWidth: (width - 2 * spacing) / 3
    readonly property real keyHeight: Math.min(24 * Theme.unit, Math.max(Theme.touch, (height - 3 * spacing) / 4))

    columns: 3
    spacing: Theme.small

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "<"]

        Item {
            id: cell
            required property string modelData
            width: keypad.keyWidth
            height: keypad.keyHeight

            QuietButton {
                anchors.fill: parent
                visible: cell.modelData !== "" && cell.modelData !== "<"
                name: cell.modelData
                textSize: Math.min(13 * Theme.unit, keypad.keyHeight * 0.62)
                onAct: keypad.digit(cell.modelData)
            }
            QuietButton {
                anchors.fill: parent
                visible: cell.modelData === "<"
                name: qsTr("Delete the last digit")
                shown: ""
                onAct: keypad.erased()

                Icon {
                    anchors.centerIn: parent
                    width: Math.min(13 * Theme.unit, keypad.keyHeight * 0.7)
                    height: width
                    path: "M9 5 H21 V19 H9 L3 12 Z M12.5 9.5 L17.5 14.5 M17.5 9.5 L12.5 14.5"
                }
            }
        }
    }
}
