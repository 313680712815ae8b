import QtQuick
import econsent.kiosk
import kiosk.qml
import kiosk.qml.parts

// The person's own words: a ready text that fits the answers, to keep, to change or to replace.
Page {
    id: screen

    required property Kiosk kiosk

    title: qsTr("In your own words")
    hint: kiosk.entries.purpose === "withdrawal" ? qsTr("This text says that you withdraw consent. Keep it as it is, or touch it to change it.")
        : qsTr("This text fits your answers. Keep it as it is, or touch it to change it.")
    onPrimary: {
        kiosk.endTyping()
        kiosk.send("next")
    }
    onBack: kiosk.send("back")

    TextBox {
        id: field
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        anchors.bottomMargin: tools.visible ? tools.height + Theme.medium : 0
        name: screen.title
        value: screen.kiosk.entries.words
        onEdited: text => screen.kiosk.send("words", text)
    }

    Row {
        id: tools
        anchors.left: parent.left
        anchors.bottom: parent.bottom
        spacing: Theme.medium
        visible: !screen.short

        QuietButton {
            name: qsTr("Write my own")
            onAct: {
                screen.kiosk.send("words", "")
                field.input.forceActiveFocus()
                screen.kiosk.beginTyping()
            }
        }
        QuietButton {
            visible: screen.kiosk.entries.ownWords
            name: qsTr("Back to the ready text")
            onAct: screen.kiosk.send("restore")
        }
    }
}
