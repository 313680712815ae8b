import QtQuick
import econsent.kiosk
import kiosk.qml.parts

// Who is present where nothing, or only a mark, is drawn: what they attest, then their name.
Questions {
    id: screen

    required property Kiosk kiosk
    property bool cosigner: false // they attest what the patient does beside the representative
    readonly property var signer: cosigner ? kiosk.entries.cosigning : { "manner": kiosk.entries.manner, "witness": kiosk.entries.witness }
    readonly property bool spoken: signer.manner === "spoken"
    readonly property list<string> lines: [
        qsTr("A witness is another adult who is here now: a medical worker, or somebody who came along. Please ask them to come to the screen."),
        spoken ? qsTr("The witness confirms: “The person said this decision aloud, of their own free will. I heard it myself.”")
               : qsTr("The witness confirms: “The person made the mark on the screen with their own hand, of their own free will. I saw it myself.”"),
        qsTr("Then the document is shown once more, with the name of the witness.")
    ]

    asked: [
        {
            "title": qsTr("A witness is needed"),
            "answered": true
        },
        {
            "title": qsTr("Name of the witness"),
            "hint": qsTr("Surname, name and patronymic."),
            "answered": signer.witness.trim() !== "",
            "missing": qsTr("Please type the name of the witness.")
        }
    ]
    counter: ""
    primaryName: part === 0 ? reader.atEnd ? qsTr("I am the witness") : qsTr("Read on") : qsTr("I confirm")
    turning: part > 0 || reader.atEnd
    onHeld: reader.readOn()
    onFinished: kiosk.send("next")
    onReturned: kiosk.send("back")
    onSettled: kiosk.endTyping()

    Reader {
        id: reader
        anchors.fill: parent
        visible: screen.part === 0
        blocks: screen.lines.map(line => ({ "kind": "paragraph", "text": line, "plain": line }))
    }
    TextLine {
        id: person
        visible: screen.part === 1
        name: screen.title
        value: screen.signer.witness
        spells: true
        onAccepted: screen.primary()
        onEdited: text => screen.kiosk.send("witness", text)
    }
}
