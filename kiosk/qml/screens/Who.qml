import QtQuick
import econsent.kiosk
import kiosk.qml
import kiosk.qml.parts

// Who came, and what for: four answers that weigh the same.
Page {
    id: screen

    required property Kiosk kiosk

    title: qsTr("Who are you?")
    hint: qsTr("Filming in the blood-draw room needs your decision. You may agree or not agree: your blood is drawn all the same.")
    primaryName: ""
    backName: ""

    Options {
        width: parent.width
        // Nothing stands in the foot of this screen: its room is for the answers.
        height: screen.height - screen.contentTop - Theme.medium
        mark: "arrow"
        model: [
            { "value": "patient", "name": qsTr("I am the patient") },
            { "value": "representative", "name": qsTr("I am the patient’s parent or legal representative") },
            { "value": "withdraw", "name": qsTr("I want to withdraw consent") },
            { "value": "companion", "name": qsTr("I am accompanying somebody") }
        ]
        onPicked: value => screen.kiosk.send(value)
    }
}
