import QtQuick
import kiosk.qml

// One of several answers that weigh the same: a ring to choose one, a box to choose several, an arrow to go on at once.
Pressable {
    id: option

    property string explanation: ""
    property string mark: "ring"
    property bool brief: false // there is no room for explanations

    readonly property real fullHeight: Math.max(Theme.touch, naming.implicitHeight + explaining.implicitHeight + spare)
    readonly property real briefHeight: Math.max(Theme.touch, naming.implicitHeight + spare)
    readonly property real spare: roomy && explanation === "" ? 2 * Theme.medium : Theme.medium

    readonly property bool roomy: Theme.zoom < 1.5
    readonly property color on: chosen ? Theme.primaryInk : Theme.ink

    choosable: mark !== "arrow"
    several: mark === "box"
    description: explanation
    implicitHeight: brief ? briefHeight : fullHeight

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: option.chosen ? (option.down ? Theme.primaryPressed : Theme.primary) : option.down ? Theme.pressed : Theme.surface
        border.color: Theme.primary
        border.width: Theme.border
    }

    Rectangle {
        id: sign
        anchors.left: parent.left
        anchors.leftMargin: option.roomy ? Theme.medium : Theme.small
        anchors.verticalCenter: parent.verticalCenter
        width: 8 * Theme.unit
        height: width
        radius: option.mark === "box" ? Theme.tiny : width / 2
        color: "transparent"
        border.color: option.chosen ? Theme.primaryInk : Theme.primary
        border.width: option.choosable ? Theme.border : 0

        Icon {
            anchors.centerIn: parent
            width: (option.choosable ? 5.8 : 8) * Theme.unit
            height: width
            visible: option.chosen || !option.choosable
            path: option.choosable ? "M5 12.5 L10 17.5 L19 7.5" : "M9 5 L16 12 L9 19"
            color: option.choosable ? Theme.primaryInk : Theme.primary
            weight: 3
        }
    }

    Column {
        id: words
        anchors.left: sign.right
        anchors.leftMargin: Theme.small
        anchors.right: parent.right
        anchors.rightMargin: Theme.small
        anchors.verticalCenter: parent.verticalCenter

        Text {
            id: naming
            width: parent.width
            text: option.name
            color: option.on
            font.family: Theme.family
            font.pixelSize: option.roomy ? Theme.button : Theme.caption
            font.weight: Font.Medium
            wrapMode: Text.WordWrap
        }
        Text {
            id: explaining
            width: parent.width
            height: option.brief ? 0 : implicitHeight
            opacity: option.brief ? 0 : 1
            visible: text !== ""
            text: option.explanation
            color: option.chosen ? Theme.primaryInk : Theme.soft
            font.family: Theme.family
            font.pixelSize: Theme.caption
            wrapMode: Text.WordWrap
        }
    }
}
