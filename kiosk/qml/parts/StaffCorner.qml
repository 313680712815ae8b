pragma ComponentBehavior: Bound

import QtQuick
import kiosk.qml

// A dot that tells staff whether the station is well, and on a touch in counts why. Nothing of any person.
Item {
    id: corner

    required property var health
    required property var trouble
    property bool open: false

    readonly property bool known: health.clock !== undefined
    readonly property bool well: known && health.well && trouble.code === undefined
    readonly property var clocks: ({ "checked": qsTr("checked"), "drifting": qsTr("not checked since the restart"), "unchecked": qsTr("never checked") })
    readonly property list<string> rows: !known ? [] : [
        qsTr("Waiting to be sent: %1").arg(health.waiting),
        health.oldest < 0 ? "" : qsTr("Oldest waiting: %1").arg(span(health.oldest)),
        qsTr("Last contact with the library: %1").arg(health.contact < 0 ? qsTr("none yet") : span(health.contact)),
        qsTr("Clock: %1").arg(clocks[health.clock] ?? health.clock),
        qsTr("Certificate, days left: %1").arg(health.days),
        qsTr("Free space: %1 GB").arg(health.free),
        health.quarantined > 0 ? qsTr("Refused by the library: %1").arg(health.quarantined) : ""
    ].filter(row => row !== "")

    function span(minutes: int): string {
        return minutes < 120 ? qsTr("%1 min ago").arg(minutes) : minutes < 2880 ? qsTr("%1 h ago").arg(Math.floor(minutes / 60))
                                                                           : qsTr("%1 days ago").arg(Math.floor(minutes / 1440))
    }

    implicitWidth: Theme.touch
    implicitHeight: Theme.touch

    Pressable {
        anchors.fill: parent
        name: qsTr("For staff")
        onAct: corner.open = !corner.open

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

        Column {
            id: column
            x: Theme.medium
            y: Theme.medium
            width: 110 * Theme.unit
            spacing: Theme.tiny

            Repeater {
                model: corner.rows
                Say {
                    required property string modelData
                    width: column.width
                    text: modelData
                    font.pixelSize: Theme.caption
                }
            }
            Say {
                width: column.width
                visible: text !== ""
                text: corner.trouble.code ? corner.trouble.code + ": " + corner.trouble.what + " " + corner.trouble.remedy : ""
                font.pixelSize: Theme.caption
                color: Theme.noticeInk
            }
        }
    }
}
