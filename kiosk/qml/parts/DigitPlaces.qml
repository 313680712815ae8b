pragma ComponentBehavior: Bound

import QtQuick
import kiosk.qml

// Places for the digits of a number, filled as they are typed.
Panel {
    id: number

    required property string digits
    required property list<int> groups // how many digits stand together
    property bool correct: false
    property bool wrong: false

    readonly property int count: groups.reduce((sum, group) => sum + group, 0)
    readonly property real gap: 5 * Theme.unit
    readonly property var ends: groups.map((group, place) => groups.slice(0, place + 1).reduce((sum, each) => sum + each, 0) - 1).slice(0, -1)

    implicitHeight: 22 * Theme.unit
    border.color: wrong ? Theme.noticeLine : correct ? Theme.primary : Theme.line
    border.width: Theme.border
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("Digits typed: %1").arg(digits.length)

    Row {
        anchors.centerIn: parent
        spacing: Theme.tiny

        Repeater {
            model: number.count

            Item {
                id: place
                required property int index
                readonly property real after: number.ends.includes(index) ? number.gap : 0
                width: Math.min(11 * Theme.unit, (number.width - 30 * Theme.unit) / number.count) + after
                height: 15 * Theme.unit

                Text {
                    width: parent.width - place.after
                    anchors.verticalCenter: parent.verticalCenter
                    horizontalAlignment: Text.AlignHCenter
                    text: number.digits.charAt(place.index)
                    font.family: Theme.family
                    font.pixelSize: Math.min(13 * Theme.unit, (place.width - place.after) * 1.25)
                    font.weight: Font.Medium
                    color: Theme.ink
                }
                Rectangle {
                    width: parent.width - place.after
                    height: 0.8 * Theme.unit
                    anchors.bottom: parent.bottom
                    color: place.index === number.digits.length ? Theme.primary : Theme.line
                    visible: place.index >= number.digits.length
                }
            }
        }
    }
}
