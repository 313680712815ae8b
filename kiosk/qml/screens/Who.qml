import QtQuick
import econsent.kiosk
import kiosk.qml
import kiosk.qml.parts

// Whose consent it is.
Page {
    id: screen

    required property Kiosk kiosk

    title: qsTr("Who are you?")
    hint: qsTr("Filming in the blood-draw room needs your decision. You may agree or not agree: your blood is drawn all the same.")
    primaryName: ""
    backName: ""

    Flickable {
        id: sheet
        anchors.fill: parent
        contentHeight: column.height
        boundsBehavior: Flickable.StopAtBounds
        clip: contentHeight > height

        Column {
            id: column
            width: sheet.width
            spacing: Theme.medium

            Pressable {
                id: patient
                width: parent.width
                implicitHeight: Math.max(44 * Theme.unit, words.implicitHeight + 2 * Theme.large)
                name: qsTr("I am the patient")
                onAct: screen.kiosk.send("patient")

                Rectangle {
                    anchors.fill: parent
                    radius: Theme.radius
                    color: patient.down ? Theme.primaryPressed : Theme.primary
                }
                Text {
                    id: words
                    anchors.left: parent.left
                    anchors.right: parent.right
                    anchors.margins: Theme.large
                    anchors.verticalCenter: parent.verticalCenter
                    text: patient.name
                    wrapMode: Text.WordWrap
                    color: Theme.primaryInk
                    font.family: Theme.family
                    font.pixelSize: Theme.title
                    font.weight: Font.Medium
                }
            }

            Panel {
                width: parent.width
                implicitHeight: other.implicitHeight + 2 * Theme.large

                Say {
                    id: other
                    anchors.left: parent.left
                    anchors.right: parent.right
                    anchors.margins: Theme.large
                    anchors.verticalCenter: parent.verticalCenter
                    text: (screen.lead ? screen.lead + "\n\n" : "") + qsTr("Are you here with a child, or for another person? Please tell the medical worker: there is a paper form for you.")
                    color: Theme.soft
                }
            }
        }
    }
}
