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
    between: QuietButton {
        anchors.right: parent.right
        width: Math.min(implicitWidth, parent.width)
        height: parent.height
        visible: screen.kiosk.entries.onPaper && (Theme.wide || Theme.zoom < 1.3) && !screen.short
        name: qsTr("Sign on paper")
        textSize: Theme.caption
        onAct: {
            screen.kiosk.endTyping()
            screen.kiosk.send("paper")
        }
    }

    // Above the field: the keyboard that comes with the field takes their place, and keys must have come to them before.
    Flow {
        id: tools
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
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
            name: screen.kiosk.entries.handwritten ? qsTr("Back to the pages by hand") : qsTr("Write by hand")
            onAct: {
                screen.kiosk.endTyping()
                screen.kiosk.send("hand")
            }
        }
        QuietButton {
            visible: screen.kiosk.entries.ownWords
            name: qsTr("Back to the ready text")
            onAct: screen.kiosk.send("restore")
        }
    }

    TextBox {
        id: field
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: tools.visible ? tools.bottom : parent.top
        anchors.topMargin: tools.visible ? Theme.medium : 0
        anchors.bottom: parent.bottom
        name: screen.title
        value: screen.kiosk.entries.words
        onEdited: text => screen.kiosk.send("words", text)
    }
}
