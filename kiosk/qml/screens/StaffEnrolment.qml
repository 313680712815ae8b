import QtQuick
import econsent.kiosk
import kiosk.qml
import kiosk.qml.parts

// The one-time code with which the library takes this kiosk in.
Page {
    id: screen

    required property Office office
    required property Kiosk kiosk
    readonly property var answer: office.answer

    title: qsTr("Enrol a new station")
    hint: qsTr("Type the code that “econsent station invite” has printed. It holds once, and not for long.")
    primaryName: qsTr("Enrol")
    primaryReady: code.input.text.length > 0 && !office.busy
    messageSize: Theme.exact
    message: answer.state === "busy" ? qsTr("One moment…")
        : answer.state === "failed" ? Troubles.line(answer)
        : answer.state === "done" ? qsTr("The station is enrolled.") : ""
    onPrimary: {
        screen.kiosk.endTyping()
        screen.office.enrol(code.input.text)
    }
    onBack: {
        screen.kiosk.endTyping()
        screen.office.goBack()
    }

    focus: true
    onActiveFocusChanged: {
        if (activeFocus)
            code.input.forceActiveFocus()
    }

    TextBox {
        id: code
        width: parent.width
        height: 22 * Theme.unit
        name: screen.title
        value: ""
        oneLine: true
        onAccepted: screen.primary()
    }
}
