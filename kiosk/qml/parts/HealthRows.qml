pragma ComponentBehavior: Bound

import QtQuick
import kiosk.qml

// How the station stands, in counts and states; nothing of any person.
Column {
    id: column

    required property var health
    required property var trouble
    readonly property bool known: health.clock !== undefined
    readonly property var clocks: ({ "checked": qsTr("checked"), "drifting": qsTr("not checked since the restart"), "unchecked": qsTr("never checked") })
    readonly property list<string> rows: !column.known ? [] : [
        qsTr("Waiting to be sent: %1").arg(column.health.waiting),
        column.health.oldest < 0 ? "" : qsTr("Oldest waiting: %1").arg(span(column.health.oldest)),
        qsTr("Last contact with the library: %1").arg(column.health.contact < 0 ? qsTr("none yet") : span(column.health.contact)),
        qsTr("Clock: %1").arg(clocks[column.health.clock] ?? column.health.clock),
        qsTr("Certificate, days left: %1").arg(column.health.days),
        qsTr("Free space: %1 GB").arg(column.health.free),
        column.health.quarantined > 0 ? qsTr("Refused by the library: %1").arg(column.health.quarantined) : ""
    ].filter(row => row !== "")

    function span(minutes: int): string {
        return minutes < 120 ? qsTr("%1 min ago").arg(minutes) : minutes < 2880 ? qsTr("%1 h ago").arg(Math.floor(minutes / 60))
                                                                           : qsTr("%1 days ago").arg(Math.floor(minutes / 1440))
    }

    spacing: Theme.tiny

    Repeater {
        model: column.rows
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
        text: Troubles.line(column.trouble)
        font.pixelSize: Theme.caption
        color: Theme.noticeInk
    }
}
