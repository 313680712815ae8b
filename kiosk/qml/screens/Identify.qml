pragma ComponentBehavior: Bound

import QtQuick
import econsent.kiosk
import kiosk.qml
import kiosk.qml.parts

// The IIN, typed on a keypad of its own and checked as it is typed.
Page {
    id: screen

    required property Kiosk kiosk
    readonly property string digits: kiosk.entries.iin
    readonly property string standing: kiosk.entries.iinState

    title: qsTr("Type your IIN")
    hint: qsTr("12 digits. They are on your identity card.")
    beside: Theme.wide
    primaryReady: standing === "right" || standing === "odd"
    message: standing === "wrong" ? qsTr("This number is not right. Please compare it with your identity card.")
        : standing === "odd" ? qsTr("Please look at the number once more: its date of birth is unusual. If it is right, press “Next”.")
        : kiosk.refusal === "iin" ? qsTr("Please type all 12 digits.") : ""
    onPrimary: kiosk.send("next")
    onBack: kiosk.send("back")

    focus: visible
    Keys.onPressed: event => {
        if (event.text >= "0" && event.text <= "9" && event.text.length === 1)
            kiosk.send("digit", event.text)
        else if (event.key === Qt.Key_Backspace)
            kiosk.send("erase")
        else
            return
        event.accepted = true
    }

    Panel {
        id: number
        width: parent.width
        height: 22 * Theme.unit
        border.color: screen.standing === "wrong" ? Theme.noticeLine : screen.primaryReady ? Theme.primary : Theme.line
        border.width: Theme.border
        Accessible.role: Accessible.StaticText
        Accessible.name: qsTr("Digits typed: %1").arg(screen.digits.length)

        Row {
            anchors.centerIn: parent
            spacing: Theme.tiny

            Repeater {
                model: 12

                Item {
                    id: place
                    required property int index
                    readonly property bool groupEnd: index === 5
                    width: Math.min(11 * Theme.unit, (number.width - 30 * Theme.unit) / 12) + (groupEnd ? 5 * Theme.unit : 0)
                    height: 15 * Theme.unit

                    Text {
                        width: parent.width - (place.groupEnd ? 5 * Theme.unit : 0)
                        anchors.verticalCenter: parent.verticalCenter
                        horizontalAlignment: Text.AlignHCenter
                        text: screen.digits.charAt(place.index)
                        font.family: Theme.family
                        font.pixelSize: Math.min(13 * Theme.unit, place.width * 1.25)
                        font.weight: Font.Medium
                        color: Theme.ink
                    }
                    Rectangle {
                        width: parent.width - (place.groupEnd ? 5 * Theme.unit : 0)
                        height: 0.8 * Theme.unit
                        anchors.bottom: parent.bottom
                        color: place.index === screen.digits.length ? Theme.primary : Theme.line
                        visible: place.index >= screen.digits.length
                    }
                }
            }
        }
    }

    Keypad {
        anchors.top: number.bottom
        anchors.topMargin: Theme.medium
        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width, 150 * Theme.unit)
        onDigit: digit => screen.kiosk.send("digit", digit)
        onErased: screen.kiosk.send("erase")
    }
}
