pragma ComponentBehavior: Bound

import QtQuick
import kiosk.qml

// A dot that tells staff whether the station is well, and on a touch in counts why. Nothing of any person.
Item {
    id: corner

    required property var health
    required property var trouble
    property bool open: false
    signal knocked() // a few in a row lead to the staff's room

    readonly property bool known: health.clock !== undefined
    readonly property bool well: known && health.well && trouble.code === undefined

    implicitWidth: Theme.touch
    implicitHeight: Theme.touch

    Pressable {
        anchors.fill: parent
        name: qsTr("For staff")
        onAct: {
            corner.open = !corner.open
            corner.knocked()
        }

        Rectangle {
            anchors.centerIn: parent
            width: 3.6 * Theme.unit
            height: width
            radius: corner.well ? width / 2 : 0
            rotation: corner.well ? 0 : 45
            color: corner.well ? Theme.primary : Theme.noticeLine
            opacity: corner.known || corner.trouble.code !== undefined ? 1 : 0.3
        }
    }

    Panel {
        anchors.left: parent.left
        anchors.top: parent.bottom
        width: column.width + 2 * Theme.medium
        height: column.height + 2 * Theme.medium
        visible: corner.open

        HealthRows {
            id: column
            x: Theme.medium
            y: Theme.medium
            width: 110 * Theme.unit
            health: corner.health
            trouble: corner.trouble
        }
    }
}
