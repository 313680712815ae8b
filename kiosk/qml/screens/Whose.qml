import QtQuick
import econsent.kiosk
import kiosk.qml.parts

// Whose consent is withdrawn.
Page {
    id: screen

    required property Kiosk kiosk

    title: qsTr("Whose consent do you withdraw?")
    hint: qsTr("You need not say why. Nothing changes about the care.")
    primaryName: ""
    onBack: kiosk.send("back")

    Options {
        anchors.fill: parent
        mark: "arrow"
        model: [
            { "value": "patient", "name": qsTr("My own") },
            { "value": "representative", "name": qsTr("That of the person I represent") }
        ]
        onPicked: value => screen.kiosk.send(value)
    }
}
