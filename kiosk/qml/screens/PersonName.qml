import QtQuick
import econsent.kiosk
import kiosk.qml.parts

// The patient's name, with the keyboard that is on the screen.
Page {
    id: screen

    required property Kiosk kiosk
    readonly property bool spokenFor: kiosk.entries.speaker === "representative"

    title: spokenFor ? qsTr("The patient’s name") : qsTr("Your name")
    hint: spokenFor ? qsTr("Surname, name and patronymic, as in the document.") : qsTr("Surname, name and patronymic, as on your identity card.")
    primaryReady: kiosk.entries.name.trim() !== ""
    message: kiosk.refusal === "name" ? (spokenFor ? qsTr("Please type the patient’s name.") : qsTr("Please type your name.")) : ""
    onPrimary: {
        kiosk.endTyping()
        kiosk.send("next")
    }
    onBack: kiosk.send("back")

    TextLine {
        name: screen.title
        value: screen.kiosk.entries.name
        spells: true
        onAccepted: screen.primary()
        onEdited: text => screen.kiosk.send("name", text)
    }
}
