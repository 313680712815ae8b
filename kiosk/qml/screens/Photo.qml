import QtQuick
import econsent.kiosk
import kiosk.qml
import kiosk.qml.parts

// What the camera sees, with a quiet frame to lay the sheet into, and the sheet's own outline once it is found.
Page {
    id: screen

    required property Kiosk kiosk
    required property PaperWay paper
    readonly property bool blind: eye.ratio === 0
    readonly property bool found: paper.corners.length === 4

    title: qsTr("Lay the page before the camera")
    hint: found ? qsTr("The page is seen. Hold still, and take the picture.")
        : qsTr("Lay it flat, alone and whole inside the frame, on something darker.")
    primaryName: paper.working ? qsTr("One moment…") : qsTr("Take the picture")
    primaryReady: !blind && !paper.working
    message: paper.trouble === "absent" ? qsTr("The camera is not there. Please tell the medical worker, or sign another way: nothing you entered is lost.")
        : paper.trouble === "lost" ? qsTr("The camera has stopped. Please tell the medical worker, or sign another way: nothing you entered is lost.")
        : paper.trouble === "black" ? qsTr("The camera sees nothing but black. Is something lying on it?")
        : ""
    onPrimary: paper.take()
    onBack: kiosk.send("back")

    Panel {
        anchors.fill: parent

        PagePicture {
            id: eye
            anchors.fill: parent
            anchors.margins: Theme.small
            image: screen.paper.live
            corners: screen.paper.corners
            line: Theme.focus
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("What the camera sees")

            Rectangle {
                readonly property real wide: Math.min(eye.width, eye.height / eye.ratio)
                anchors.centerIn: parent
                visible: !screen.blind && !screen.found
                height: 0.92 * wide * eye.ratio
                width: Math.min(0.92 * wide, height)
                color: "transparent"
                radius: Theme.radius
                border.color: Theme.paper
                border.width: Theme.border
            }
        }
        Say {
            anchors.centerIn: parent
            width: Math.min(implicitWidth, parent.width - 2 * Theme.large)
            visible: screen.blind && screen.paper.trouble === ""
            text: qsTr("One moment, the camera is starting…")
            color: Theme.soft
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
