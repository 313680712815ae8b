pragma ComponentBehavior: Bound

import QtQuick
import econsent.kiosk
import kiosk.qml

// Behind the mark in the corner: the door with its code, the room, and the enrolment of a new station.
FocusScope {
    id: room

    required property Office office
    required property Kiosk kiosk
    required property Staff staff
    required property Batch batch

    Rectangle {
        anchors.fill: parent
        color: Theme.ground
        MouseArea { anchors.fill: parent }
    }

    Loader {
        anchors.fill: parent
        focus: true
        active: room.office.screen === "door"
        onLoaded: forceActiveFocus()
        sourceComponent: StaffDoor { office: room.office }
    }
    Loader {
        anchors.fill: parent
        active: room.office.screen === "room"
        onLoaded: forceActiveFocus()
        sourceComponent: StaffHall {
            office: room.office
            kiosk: room.kiosk
            staff: room.staff
        }
    }
    Loader {
        anchors.fill: parent
        active: room.office.screen === "batch"
        onLoaded: forceActiveFocus()
        sourceComponent: StaffBatch {
            office: room.office
            batch: room.batch
        }
    }
    Loader {
        anchors.fill: parent
        active: room.office.screen === "enrol"
        onLoaded: forceActiveFocus()
        sourceComponent: StaffEnrolment {
            office: room.office
            kiosk: room.kiosk
        }
    }
}
