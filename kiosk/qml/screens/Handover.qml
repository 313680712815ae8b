import QtQuick
import econsent.kiosk
import kiosk.qml.parts

// The representative has signed. The patient, who is old enough, reads and signs as well, or says no.
Questions {
    id: screen

    required property Kiosk kiosk
    readonly property var told: kiosk.entries.childText
    readonly property list<string> lines: [
        qsTr("Please let the patient come to the screen: %1").arg(kiosk.entries.name),
        qsTr("Without the patient’s own signature nothing is permitted. Whoever agrees sees the document once more, and signs it.")
    ]

    asked: [
        { "title": qsTr("Now the patient signs, too"), "answered": true },
        { "title": told.question ?? qsTr("Do you sign as well?"), "answered": false }
    ]
    counter: ""
    primaryName: part > 0 ? "" : reader.atEnd ? qsTr("Next") : qsTr("Read on")
    turning: reader.atEnd
    onHeld: reader.readOn()
    onReturned: kiosk.send("back")

    Reader {
        id: reader
        anchors.fill: parent
        visible: screen.part === 0
        blocks: [...screen.lines.map(line => ({ "kind": "paragraph", "text": line.replace(/&/g, "&amp;").replace(/</g, "&lt;"), "plain": line })),
            ...(screen.told.blocks ?? [])]
    }
    Options {
        anchors.fill: parent
        visible: screen.part === 1
        mark: "arrow"
        model: [
            { "value": "next", "name": qsTr("I agree, and sign") },
            { "value": "no", "name": qsTr("I do not agree") }
        ]
        onPicked: value => screen.kiosk.send(value)
    }
}
