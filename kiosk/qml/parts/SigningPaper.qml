import QtQuick
import econsent.kiosk
import kiosk.qml

// White paper with a line to draw on, and the pad that takes it.
Rectangle {
    id: paper

    required property string invitation // on the line, while nothing is drawn
    property bool urgent: false // the invitation says what is missing
    required property string name // of the pad, for who hears it
    readonly property alias pad: surface

    radius: Theme.radius
    color: Theme.paper
    border.color: Theme.primary
    border.width: Theme.border

    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.leftMargin: Theme.large
        anchors.rightMargin: Theme.large
        anchors.bottomMargin: parent.height * 0.24
        height: Theme.hairline * 2
        color: Theme.paperLine
    }
    Say {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.small
        visible: surface.empty
        width: Math.min(implicitWidth, parent.width - 2 * Theme.small)
        horizontalAlignment: Text.AlignHCenter
        text: paper.invitation
        color: Theme.paperInk
        font.weight: paper.urgent ? Font.Bold : Font.Normal
        Accessible.role: paper.urgent ? Accessible.AlertMessage : Accessible.StaticText
    }
    InkField {
        anchors.fill: parent
        anchors.margins: Theme.border
        name: paper.name

        InkPad {
            id: surface
            anchors.fill: parent
            penColor: Theme.pen
            pixelsPerMillimetre: Theme.pixelsPerMillimetre
        }
    }
}
