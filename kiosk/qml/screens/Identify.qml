pragma ComponentBehavior: Bound

import QtQuick
import econsent.kiosk
import kiosk.qml
import kiosk.qml.parts

// The IIN of the patient, typed on a keypad of its own and checked as it is typed.
Page {
    id: screen

    required property Kiosk kiosk
    readonly property string digits: kiosk.entries.iin
    readonly property string standing: kiosk.entries.iinState
    readonly property bool spokenFor: kiosk.entries.speaker === "representative"
    readonly property bool roomBetween: Theme.wide || Theme.zoom < 1.3 // for a third button between the other two

    title: spokenFor ? qsTr("Type the patient’s IIN") : qsTr("Type your IIN")
    hint: spokenFor ? qsTr("12 digits. They are on the patient’s identity card or birth certificate.") : qsTr("12 digits. They are on your identity card.")
    beside: Theme.wide
    primaryReady: standing === "right" || standing === "odd"
    message: standing === "wrong" ? (spokenFor ? qsTr("This number is not right. Please compare it with the document.")
                                               : qsTr("This number is not right. Please compare it with your identity card."))
        : standing === "odd" ? qsTr("Please look at the number once more: its date of birth is unusual. If it is right, press “Next”.")
        : kiosk.refusal === "iin" ? qsTr("Please type all 12 digits.") : ""
    onPrimary: kiosk.send("next")
    onBack: kiosk.send("back")

    focus: visible
    Keys.onPressed: event => {
        if (event.text >= "0" && event.text <= "9" && event.text.length === 1)
            kiosk.send("digit", event.text)
        else if (event.key === Qt.Key_Backspace || event.text === "*")
            kiosk.send("erase")
        else
            return
        event.accepted = true
    }

    component Without: QuietButton {
        name: screen.spokenFor ? qsTr("There is no IIN") : qsTr("I have no IIN")
        onAct: screen.kiosk.send("other")
    }

    DigitPlaces {
        id: number
        width: parent.width
        height: implicitHeight
        digits: screen.digits
        groups: [6, 6]
        wrong: screen.standing === "wrong"
        correct: screen.primaryReady
    }
    Keypad {
        anchors.top: number.bottom
        anchors.topMargin: Theme.medium
        anchors.bottom: parent.bottom
        anchors.bottomMargin: below.visible ? below.height + Theme.medium : 0
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width, 150 * Theme.unit)
        onDigit: digit => screen.kiosk.send("digit", digit)
        onErased: screen.kiosk.send("erase")
    }
    Without {
        id: below
        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        visible: !screen.roomBetween
    }
    between: Without {
        anchors.horizontalCenter: parent.horizontalCenter
        height: parent.height
        visible: screen.roomBetween
    }
}
