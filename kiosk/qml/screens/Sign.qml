import QtQuick
import econsent.kiosk
import kiosk.qml
import kiosk.qml.parts

// The signature: drawn with a finger or a pen, taken away and drawn anew as often as one likes.
Page {
    id: screen

    required property Kiosk kiosk
    readonly property bool roomBetween: Theme.wide || Theme.zoom < 1.5 // for a third button between the other two
    // What was drawn belongs to the document that was reviewed: another review asks for another signature.
    readonly property bool signing: ["sign", "signing", "failed"].includes(kiosk.screen)
    onSigningChanged: {
        if (!signing)
            pad.clear()
    }

    title: qsTr("Sign here")
    hint: kiosk.entries.signText
    hintNeeded: true
    primaryName: qsTr("Sign")
    primaryReady: !pad.empty
    message: kiosk.refusal === "ink" && pad.empty ? qsTr("Please sign with your finger in the white field first.") : ""
    onPrimary: kiosk.sign(pad.empty ? "" : pad.inkml())
    onBack: kiosk.send("back")

    Rectangle {
        id: paper
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        height: Math.min(width, parent.height - (below.visible ? below.height + Theme.medium : 0))
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
            color: "#7d8b90"
        }
        Say {
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.small
            visible: pad.empty
            width: Math.min(implicitWidth, parent.width - 2 * Theme.small)
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("Sign with your finger on this line")
            color: "#3b4a51"
        }
        InkPad {
            id: pad
            anchors.fill: parent
            anchors.margins: Theme.border
            penColor: Theme.pen
            pixelsPerMillimetre: Theme.pixelsPerMillimetre
            Accessible.role: Accessible.Canvas
            Accessible.name: qsTr("Field for your signature")
        }
    }

    QuietButton {
        id: below
        anchors.right: parent.right
        anchors.top: paper.bottom
        anchors.topMargin: Theme.medium
        visible: !screen.roomBetween
        name: qsTr("Clear")
        onAct: pad.clear()
    }

    between: QuietButton {
        anchors.right: parent.right
        height: parent.height
        visible: screen.roomBetween
        name: qsTr("Clear")
        onAct: pad.clear()
    }
}
