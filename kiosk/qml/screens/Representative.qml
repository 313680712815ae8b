import QtQuick
import econsent.kiosk
import kiosk.qml.parts

// Who decides for the patient: their name, and what they are to the patient.
Questions {
    id: screen

    required property Kiosk kiosk
    readonly property var representative: kiosk.entries.representative
    readonly property string relationship: representative.relationship ?? ""

    asked: [
        {
            "title": qsTr("Name of the legal representative"),
            "hint": qsTr("Surname, name and patronymic, as on your identity card."),
            "answered": (representative.name ?? "").trim() !== "",
            "missing": qsTr("Please type your name.")
        },
        {
            "title": qsTr("What are you to the patient?"),
            "answered": relationship !== "",
            "missing": qsTr("Please choose one.")
        }
    ]
    onFinished: kiosk.send("next")
    onReturned: kiosk.send("back")
    onSettled: kiosk.endTyping()

    TextLine {
        id: person
        visible: screen.part === 0
        name: screen.title
        value: screen.representative.name ?? ""
        spells: true
        onAccepted: screen.primary()
        onEdited: text => screen.kiosk.send("representative", text)
    }
    Options {
        id: answers
        anchors.fill: parent
        visible: screen.part === 1
        model: [
            { "value": "parent", "name": qsTr("Parent"), "chosen": screen.relationship === "parent" },
            { "value": "adoptive-parent", "name": qsTr("Adoptive parent"), "chosen": screen.relationship === "adoptive-parent" },
            { "value": "guardian", "name": qsTr("Guardian"), "chosen": screen.relationship === "guardian" },
            { "value": "trustee", "name": qsTr("Trustee"), "chosen": screen.relationship === "trustee" },
            { "value": "other", "name": qsTr("Other legal representative"), "chosen": screen.relationship === "other" }
        ]
        onPicked: value => screen.kiosk.send("relationship", value)
    }
    between: More { options: answers }
}
