import QtQuick
import econsent.kiosk
import kiosk.qml
import kiosk.qml.parts

// A person without an IIN goes by another document: its kind, its number, and when they were born.
Questions {
    id: screen

    required property Kiosk kiosk
    readonly property var other: kiosk.entries.other
    readonly property bool spokenFor: kiosk.entries.speaker === "representative"
    readonly property string kind: other.kind ?? ""

    asked: [
        {
            "title": spokenFor ? qsTr("Which document does the patient have?") : qsTr("Which document do you have?"),
            "hint": qsTr("Its number stands in place of the IIN. No copy or photograph of it is made."),
            "answered": kind !== "",
            "missing": qsTr("Please choose one.")
        },
        {
            "title": qsTr("Number of the document"),
            "hint": qsTr("As it is printed there, letters too."),
            "answered": (other.number ?? "").trim() !== "",
            "missing": qsTr("Please type the number.")
        },
        {
            "title": spokenFor ? qsTr("The patient’s date of birth") : qsTr("Your date of birth"),
            "hint": spokenFor ? qsTr("Day, month, year: 8 digits.") : qsTr("Day, month, year: 8 digits. If you do not know it, leave it empty."),
            "answered": other.bornState === "right" || (!spokenFor && other.born === ""),
            "missing": other.bornState === "wrong" ? qsTr("There is no such day, or it is still to come. Please look again.") : qsTr("Please type day, month and year."),
            "doubt": other.bornState === "wrong" ? qsTr("There is no such day, or it is still to come. Please look again.") : ""
        }
    ]
    beside: Theme.wide && (part === 2 || Theme.zoom < 1.3)
    onFinished: kiosk.send("next")
    onReturned: kiosk.send("back")
    onSettled: kiosk.endTyping()
    Keys.onPressed: event => event.accepted = part === 2 && born.take(event)

    Options {
        id: answers
        anchors.fill: parent
        visible: screen.part === 0
        model: [
            { "value": "passport", "name": qsTr("Passport"), "chosen": screen.kind === "passport" },
            { "value": "residence-permit", "name": qsTr("Residence permit"), "chosen": screen.kind === "residence-permit" },
            { "value": "birth-certificate", "name": qsTr("Birth certificate"), "chosen": screen.kind === "birth-certificate" },
            { "value": "other", "name": qsTr("Other document"), "chosen": screen.kind === "other" }
        ]
        onPicked: value => screen.kiosk.send("kind", value)
    }
    TextLine {
        id: number
        visible: screen.part === 1
        name: screen.title
        value: screen.other.number ?? ""
        numeric: true
        onAccepted: screen.primary()
        onEdited: text => screen.kiosk.send("number", text)
    }
    DateEntry {
        id: born
        anchors.fill: parent
        visible: screen.part === 2
        digits: screen.other.born ?? ""
        standing: screen.other.bornState ?? ""
        onEdited: digits => screen.kiosk.send("born", digits)
    }
    between: More { options: answers }
}
