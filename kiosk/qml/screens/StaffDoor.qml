import QtQuick
import econsent.kiosk
import kiosk.qml
import kiosk.qml.parts

// The staff's code, never shown: only how many digits were typed.
Page {
    id: screen

    required property Office office
    readonly property var answer: office.answer

    title: qsTr("Staff code")
    hint: qsTr("Visitors need nothing here. Touch “Back”.")
    primaryReady: office.typed > 0
    messageSize: Theme.exact
    message: answer.state === "wrong" ? qsTr("This code is not right.") + waiting(answer.number)
        : answer.state === "wait" ? qsTr("Too many wrong codes.") + waiting(answer.number)
        : answer.state === "unset" ? qsTr("No code is set. On this machine: econsent-kiosk STATION --set-staff-code")
        : answer.state === "failed" ? Troubles.line(answer) : ""
    onPrimary: office.enter()
    onBack: office.leave()

    function waiting(seconds: int): string {
        return seconds > 0 ? " " + qsTr("The next try is possible in %n second(s).", "", seconds) : ""
    }

    focus: true
    Keys.onPressed: event => {
        if (event.text >= "0" && event.text <= "9" && event.text.length === 1)
            office.press(event.text)
        else if (event.key === Qt.Key_Backspace)
            office.erase()
        else if (event.key === Qt.Key_Escape)
            office.leave()
        else
            return
        event.accepted = true
    }

    Panel {
        id: dots
        width: parent.width
        height: 18 * Theme.unit
        Accessible.role: Accessible.StaticText
        Accessible.name: qsTr("Digits typed: %1").arg(screen.office.typed)

        Text {
            anchors.centerIn: parent
            text: "•".repeat(screen.office.typed)
            font.family: Theme.family
            font.pixelSize: Math.min(13 * Theme.unit, Theme.title)
            color: Theme.ink
        }
    }

    Keypad {
        anchors.top: dots.bottom
        anchors.topMargin: Theme.medium
        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width, 150 * Theme.unit)
        onDigit: digit => screen.office.press(digit)
        onErased: screen.office.erase()
    }
}
