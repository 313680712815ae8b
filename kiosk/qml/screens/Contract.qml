import QtQuick
import econsent.kiosk
import kiosk.qml
import kiosk.qml.parts

// The employment contract that a worker's consent belongs to: its number and date, and no copy of it.
Questions {
    id: screen

    required property Kiosk kiosk
    readonly property var authority: kiosk.entries.authority

    asked: [
        {
            "title": qsTr("Number of the contract"),
            "hint": qsTr("This consent belongs to the employment contract and is a document apart from it. It may be refused."),
            "answered": (authority.number ?? "").trim() !== "",
            "missing": qsTr("Please type the number.")
        },
        {
            "title": qsTr("Date of the contract: day, month, year"),
            "hint": qsTr("Day, month, year: 8 digits."),
            "answered": (authority.date ?? "").length === 8,
            "missing": qsTr("Please type day, month and year."),
            "doubt": kiosk.refusal === "contract" ? qsTr("There is no such day. Please look again.") : ""
        }
    ]
    beside: Theme.wide && (part === 1 || Theme.zoom < 1.3)
    onFinished: kiosk.send("next")
    onReturned: kiosk.send("back")
    onSettled: kiosk.endTyping()
    Keys.onPressed: event => event.accepted = part === 1 && day.take(event)

    TextLine {
        id: number
        visible: screen.part === 0
        name: screen.title
        value: screen.authority.number ?? ""
        numeric: true
        onAccepted: screen.primary()
        onEdited: text => screen.kiosk.send("number", text)
    }
    DateEntry {
        id: day
        anchors.fill: parent
        visible: screen.part === 1
        digits: screen.authority.date ?? ""
        standing: (screen.authority.date ?? "").length === 8 ? "right" : ""
        onEdited: digits => screen.kiosk.send("date", digits)
    }
}
