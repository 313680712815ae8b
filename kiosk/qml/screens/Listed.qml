import QtQuick
import econsent.kiosk
import kiosk.qml.parts

// A worker of HR's list sees what it says of them, and is then asked as everybody is, alone with the screen.
Page {
    id: screen

    required property Kiosk kiosk
    readonly property var listed: kiosk.entries.listed

    function fact(label: string, value: string): var {
        return { "kind": "fact", "label": label, "text": value, "plain": label + " " + value }
    }

    title: qsTr("Is this you?")
    hint: qsTr("This is a supplement to your employment contract. It is a document apart from it, and may be refused.")
    primaryName: reader.atEnd ? qsTr("Yes, this is me") : qsTr("Read on")
    backName: qsTr("No")
    onPrimary: reader.atEnd ? kiosk.send("next") : reader.readOn()
    onBack: kiosk.send("back")

    Reader {
        id: reader
        anchors.fill: parent
        lead: screen.lead
        blocks: [
            screen.fact(qsTr("Name"), screen.listed.name ?? ""),
            screen.fact(qsTr("Number, its last digits"), screen.listed.number ?? ""),
            screen.fact(qsTr("Employment contract"), qsTr("No. %1 of %2").arg(screen.listed.contract ?? "").arg(screen.listed.date ?? "")),
            screen.fact(qsTr("Hired on"), screen.listed.hired ?? "")
        ]
    }
}
