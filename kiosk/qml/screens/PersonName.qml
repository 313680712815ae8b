import QtQuick
import econsent.kiosk
import kiosk.qml
import kiosk.qml.parts

// The person's name, with the keyboard that is on the screen.
Page {
    id: screen

    required property Kiosk kiosk

    title: qsTr("Your name")
    hint: qsTr("Surname, name and patronymic, as on your identity card.")
    primaryReady: kiosk.entries.name.trim() !== ""
    message: kiosk.refusal === "name" ? qsTr("Please type your name.") : ""
    onPrimary: {
        kiosk.endTyping()
        kiosk.send("next")
    }
    onBack: kiosk.send("back")
    onVisibleChanged: {
        if (visible)
            field.input.forceActiveFocus()
    }

    TextBox {
        id: field
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        height: Math.max(20 * Theme.unit, Theme.heading * 2)
        name: screen.title
        value: screen.kiosk.entries.name
        oneLine: true
        onAccepted: screen.primary()
        onEdited: text => screen.kiosk.send("name", text)
    }
}
