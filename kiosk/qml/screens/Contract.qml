import QtQuick
import econsent.kiosk
import kiosk.qml
import kiosk.qml.parts

// The employment contract that a worker's consent belongs to: its number and date, and no copy of it.
Questions {
    id: screen

    required property Kiosk kiosk
    readonly property var authority: kiosk.entries.authority

    readonly property string since: authority.since ?? "" // of a supplement: who was hired before is asked by it
    readonly property var hiring: ({
        "title": qsTr("Hired on: day, month, year"),
        "hint": qsTr("Who was hired before %1 is asked by this supplement to the contract. It may be refused.").arg(since),
        "answered": (authority.hired ?? "").length === 8,
        "missing": qsTr("Please type day, month and year."),
        "doubt": authority.hiredState === "later" ? qsTr("Hired later, a worker is asked at the contract itself: go back, and choose the consent at the contract.")
            : authority.hiredState === "wrong" ? qsTr("There is no such day. Please look again.") : ""
    })

    asked: [...contract, ...(since !== "" ? [hiring] : [])]
    readonly property var contract: [
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
    beside: Theme.wide && (part > 0 || Theme.zoom < 1.3)
    onFinished: kiosk.send("next")
    onReturned: kiosk.send("back")
    onSettled: kiosk.endTyping()
    Keys.onPressed: event => event.accepted = (part === 1 && day.take(event)) || (part === 2 && hired.take(event))

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
    DateEntry {
        id: hired
        anchors.fill: parent
        visible: screen.part === 2
        digits: screen.authority.hired ?? ""
        standing: screen.authority.hiredState === "later" ? "wrong" : screen.authority.hiredState ?? ""
        onEdited: digits => screen.kiosk.send("employed", digits)
    }
}
