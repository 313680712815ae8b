import QtQuick
import econsent.kiosk
import kiosk.qml
import kiosk.qml.parts

// The document that gives a representative the right: its kind, number and date, and no copy of it.
Questions {
    id: screen

    required property Kiosk kiosk
    readonly property var authority: kiosk.entries.authority
    readonly property string kind: authority.kind ?? ""

    asked: [
        {
            "title": qsTr("Which document confirms it?"),
            "hint": qsTr("Only its kind, number and date are kept. No copy or photograph of it is made."),
            "answered": kind !== "",
            "missing": qsTr("Please choose one.")
        },
        {
            "title": qsTr("Number of the document"),
            "hint": qsTr("As it is printed there, letters too."),
            "answered": (authority.number ?? "").trim() !== "",
            "missing": qsTr("Please type the number.")
        },
        {
            "title": qsTr("Date of the document"),
            "hint": qsTr("Day, month, year: 8 digits."),
            "answered": authority.dateState === "right",
            "missing": authority.dateState === "wrong" ? qsTr("There is no such day, or it is still to come. Please look again.") : qsTr("Please type day, month and year."),
            "doubt": authority.dateState === "wrong" ? qsTr("There is no such day, or it is still to come. Please look again.") : ""
        }
    ]
    beside: Theme.wide && (part === 2 || Theme.zoom < 1.3)
    onFinished: kiosk.send("next")
    onReturned: kiosk.send("back")
    onSettled: kiosk.endTyping()
    Keys.onPressed: event => event.accepted = part === 2 && day.take(event)

    Options {
        id: answers
        anchors.fill: parent
        visible: screen.part === 0
        model: [
            { "value": "birth-certificate", "name": qsTr("Birth certificate"), "chosen": screen.kind === "birth-certificate" },
            { "value": "adoption-decision", "name": qsTr("Adoption decision"), "chosen": screen.kind === "adoption-decision" },
            { "value": "guardianship-order", "name": qsTr("Order of guardianship or trusteeship"), "chosen": screen.kind === "guardianship-order" },
            { "value": "court-decision", "name": qsTr("Court decision"), "chosen": screen.kind === "court-decision" },
            { "value": "power-of-attorney", "name": qsTr("Power of attorney"), "chosen": screen.kind === "power-of-attorney" },
            { "value": "other", "name": qsTr("Other document"), "chosen": screen.kind === "other" }
        ]
        onPicked: value => screen.kiosk.send("kind", value)
    }
    TextLine {
        id: number
        visible: screen.part === 1
        name: screen.title
        value: screen.authority.number ?? ""
        numeric: true
        onAccepted: screen.primary()
        onEdited: text => screen.kiosk.send("number", text)
    }
    DateEntry {
        id: day
        anchors.fill: parent
        visible: screen.part === 2
        digits: screen.authority.date ?? ""
        standing: screen.authority.dateState ?? ""
        onEdited: digits => screen.kiosk.send("date", digits)
    }
    between: More { options: answers }
}
