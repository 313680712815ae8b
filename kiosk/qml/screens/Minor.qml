import QtQuick
import econsent.kiosk
import kiosk.qml.parts

// A patient who is too young to sign alone: a legal representative goes on where they stopped.
Page {
    id: screen

    required property Kiosk kiosk
    readonly property list<string> lines: [
        qsTr("By the date of birth, the patient is not old enough to sign alone."),
        qsTr("Is a legal representative here? Let them go on at this screen: everything you have typed stays."),
        qsTr("Is nobody here? Please tell the medical worker. The blood is drawn all the same, and without consent the patient is not filmed.")
    ]

    title: qsTr("A parent or other legal representative signs")
    primaryName: reader.atEnd ? qsTr("The representative is here") : qsTr("Read on")
    onPrimary: reader.atEnd ? kiosk.send("representative") : reader.readOn()
    onBack: kiosk.send("back")

    Reader {
        id: reader
        anchors.fill: parent
        blocks: screen.lines.map(line => ({ "kind": "paragraph", "text": line, "plain": line }))
    }
}
