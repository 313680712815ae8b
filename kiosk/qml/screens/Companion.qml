import QtQuick
import econsent.kiosk
import kiosk.qml.parts

// Somebody who came along cannot sign, and is told so kindly: nobody suffers from it.
Page {
    id: screen

    required property Kiosk kiosk
    readonly property list<string> lines: [
        qsTr("Only the patient decides about filming, or the patient’s parent or other legal representative."),
        qsTr("Is the patient here, and decides alone? Let them come to the screen. You may help them to read."),
        qsTr("Is none of them here? Please tell the medical worker. The blood is drawn all the same, and without consent the patient is not filmed.")
    ]

    title: qsTr("You cannot sign for another person here")
    primaryName: reader.atEnd ? qsTr("To the beginning") : qsTr("Read on")
    onPrimary: reader.atEnd ? kiosk.send("leave") : reader.readOn()
    onBack: kiosk.send("back")

    Reader {
        id: reader
        anchors.fill: parent
        blocks: screen.lines.map(line => ({ "kind": "paragraph", "text": line, "plain": line }))
    }
}
