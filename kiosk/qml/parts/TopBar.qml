pragma ComponentBehavior: Bound

import QtQuick
import kiosk.qml

// Always at hand: stop, language, text size, contrast; and beneath them how far along one is.
Item {
    id: bar

    required property string language
    required property var languages
    required property int step
    required property int steps
    property bool leaving: true
    property bool choosing: true
    property bool reading: false
    property bool silent: false // reading aloud, and nothing can be heard
    property bool slowest: false
    property string told: "" // what happened to something that no screen asked for
    signal cancelled()
    signal languageChosen(string code)
    signal enlarged()
    signal contrasted()
    signal readToggled()
    signal readAgain()
    signal readSlower()
    signal volumeTurned(int steps)

    readonly property real textSize: Math.min(Theme.caption, (Theme.wide ? 8.4 : 7) * Theme.unit)

    readonly property real count: Theme.wide ? 0 : counting.height + Theme.tiny

    implicitHeight: tools.height + 2 * Theme.small + (steps > 0 && step > 0 ? progress.height + Theme.small + count : 0) + (reading ? listening.height + Theme.small : 0) + (told !== "" ? telling.height + Theme.small : 0)

    Accessible.role: Accessible.ToolBar
    Accessible.name: qsTr("Always at hand")

    QuietButton {
        id: cancel
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin - Theme.medium
        y: Theme.small
        visible: bar.leaving
        name: qsTr("Cancel")
        textSize: bar.textSize
        framed: false
        onAct: bar.cancelled()
    }

    // Upright there is no room beside the tools: how far along one is stands above its bar then.
    Say {
        id: counting
        x: Theme.wide ? cancel.x + cancel.width + Theme.small : Theme.margin
        y: tools.y + (Theme.wide ? (tools.height - height) / 2 : tools.height + Theme.small)
        width: Theme.wide ? tools.x - Theme.small - x : parent.width - 2 * x
        visible: bar.step > 0
        horizontalAlignment: Theme.wide ? Text.AlignHCenter : Text.AlignLeft
        text: qsTr("Step %1 of %2").arg(bar.step).arg(bar.steps)
        color: Theme.soft
        font.pixelSize: bar.textSize
        maximumLineCount: 1
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: 4 * Theme.unit
    }

    Row {
        id: tools
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        y: Theme.small
        spacing: Theme.small

        Row {
            visible: bar.choosing
            spacing: Theme.tiny

            Repeater {
                model: bar.languages

                QuietButton {
                    required property var modelData
                    name: modelData.name
                    shown: modelData.short
                    choosable: true
                    chosen: modelData.code === bar.language
                    textSize: bar.textSize
                    onAct: bar.languageChosen(modelData.code)
                }
            }
        }

        Pressable {
            name: bar.reading ? qsTr("Stop reading") : qsTr("Read aloud")
            onAct: bar.readToggled()

            Rectangle {
                anchors.fill: parent
                radius: Theme.radius
                color: bar.reading ? Theme.primary : parent.down ? Theme.pressed : Theme.surface
                border.color: Theme.line
                border.width: Theme.hairline
            }
            Icon {
                anchors.centerIn: parent
                width: 9 * Theme.unit
                height: width
                color: bar.reading ? Theme.primaryInk : Theme.ink
                path: "M4 9.5 H8 L13 5 V19 L8 14.5 H4 Z M16.5 9 Q18.5 12 16.5 15 M19 6.5 Q22.5 12 19 17.5"
            }
        }

        Pressable {
            name: qsTr("Larger text")
            implicitWidth: Theme.touch * 1.25
            onAct: bar.enlarged()

            Rectangle {
                anchors.fill: parent
                radius: Theme.radius
                color: parent.down ? Theme.pressed : Theme.surface
                border.color: Theme.line
                border.width: Theme.hairline
            }
            Row {
                anchors.centerIn: parent
                spacing: 0.6 * Theme.unit
                Text { text: "A"; font.family: Theme.family; font.pixelSize: 5.6 * Theme.unit; color: Theme.ink; anchors.baseline: big.baseline }
                Text { id: big; text: "A"; font.family: Theme.family; font.pixelSize: 9 * Theme.unit; font.weight: Font.Medium; color: Theme.ink }
            }
        }

        Pressable {
            name: qsTr("Higher contrast")
            chosen: Theme.highContrast
            onAct: bar.contrasted()

            Rectangle {
                anchors.fill: parent
                radius: Theme.radius
                color: parent.down ? Theme.pressed : Theme.surface
                border.color: Theme.line
                border.width: Theme.hairline
            }
            Rectangle {
                anchors.centerIn: parent
                width: 7 * Theme.unit
                height: width
                radius: width / 2
                color: "transparent"
                border.color: Theme.ink
                border.width: 0.8 * Theme.unit
                clip: false
            }
            Item {
                anchors.verticalCenter: parent.verticalCenter
                x: parent.width / 2
                width: 3.5 * Theme.unit
                height: 7 * Theme.unit
                clip: true
                Rectangle { x: -width / 2; width: 7 * Theme.unit; height: width; radius: width / 2; color: Theme.ink }
            }
        }
    }

    StepBar {
        id: progress
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.margin
        anchors.top: Theme.wide ? tools.bottom : counting.bottom
        anchors.topMargin: Theme.wide ? Theme.small : Theme.tiny
        visible: bar.step > 0
        step: bar.step
        steps: bar.steps
    }

    ReadingBar {
        id: listening
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        anchors.top: progress.visible ? progress.bottom : tools.bottom
        anchors.topMargin: Theme.small
        visible: bar.reading
        silent: bar.silent
        slowest: bar.slowest
        textSize: bar.textSize
        onAgain: bar.readAgain()
        onSlower: bar.readSlower()
        onVolume: steps => bar.volumeTurned(steps)
    }

    Message {
        id: telling
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        anchors.top: listening.visible ? listening.bottom : listening.top
        anchors.topMargin: listening.visible ? Theme.small : 0
        text: bar.told
        textSize: bar.textSize
    }
}
