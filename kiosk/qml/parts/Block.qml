pragma ComponentBehavior: Bound

import QtQuick
import econsent.kiosk
import kiosk.qml

// One block of a text: what it looks like follows from its kind.
Loader {
    id: block

    required property var modelData
    required property int index
    property bool large: false

    readonly property var looks: ({ "heading": heading, "bullet": bullet, "fact": fact, "choice": choice, "words": words, "sheet": sheet, "before": change, "now": change, "new": change, "gone": change })
    readonly property var labels: ({ "before": qsTr("Before:"), "now": qsTr("Now:"), "new": qsTr("New:"), "gone": qsTr("No longer there:") })

    width: parent ? parent.width : 0
    sourceComponent: looks[modelData.kind] ?? paragraph

    component Line: Say {
        text: block.modelData.text
        spoken: block.modelData.plain
        textFormat: Text.StyledText
    }

    Component {
        id: paragraph
        Line {
            bottomPadding: Theme.small
            font.pixelSize: block.large && Theme.zoom < 1.5 ? Theme.heading : Theme.body
        }
    }
    Component {
        id: heading
        Line {
            topPadding: block.index > 0 ? Theme.large : 0
            bottomPadding: Theme.tiny
            font.pixelSize: Theme.heading
            font.weight: Font.Medium
            Accessible.role: Accessible.Heading
        }
    }
    Component {
        id: bullet
        Item {
            implicitHeight: item.height
            Rectangle {
                x: 1.5 * Theme.unit
                y: item.topPadding + Theme.body * 0.6
                width: 1.8 * Theme.unit
                height: width
                radius: width / 2
                color: Theme.primary
            }
            Line {
                id: item
                x: 7 * Theme.unit
                width: parent.width - x
                bottomPadding: Theme.tiny
            }
        }
    }
    Component {
        id: fact
        Column {
            bottomPadding: Theme.small
            Say {
                width: parent.width
                visible: text !== ""
                text: block.modelData.label
                textFormat: Text.StyledText
                color: Theme.soft
                font.pixelSize: Theme.caption
            }
            Line { width: parent.width }
        }
    }
    Component {
        id: choice
        Column {
            bottomPadding: Theme.medium
            spacing: Theme.tiny
            Line { width: parent.width; font.weight: Font.Medium }
            Say { width: parent.width; text: block.modelData.question; textFormat: Text.StyledText; color: Theme.soft }
            Say { width: parent.width; text: block.modelData.answer; textFormat: Text.StyledText; font.weight: Font.Bold; color: Theme.primary }
        }
    }
    Component {
        id: sheet
        Column {
            bottomPadding: Theme.medium
            Line { width: parent.width; color: Theme.soft; font.pixelSize: Theme.caption; bottomPadding: Theme.tiny }
            PagePicture {
                width: parent.width
                height: width * ratio
                image: block.modelData.picture
                Accessible.role: Accessible.Graphic
                Accessible.name: qsTr("A page written by hand")
            }
        }
    }
    Component {
        id: change
        Item {
            implicitHeight: told.height + (block.modelData.kind === "before" ? Theme.tiny : Theme.medium)
            Rectangle {
                readonly property bool past: block.modelData.kind === "before" || block.modelData.kind === "gone"
                width: Theme.border * (past ? 1 : 3)
                height: told.height
                color: past ? Theme.line : Theme.primary
            }
            Column {
                id: told
                x: Theme.medium
                width: parent.width - x
                Say {
                    width: parent.width
                    text: block.labels[block.modelData.kind] ?? ""
                    font.pixelSize: Theme.caption
                    font.weight: Font.Medium
                    color: Theme.soft
                }
                Line { width: parent.width }
            }
        }
    }
    Component {
        id: words
        Item {
            implicitHeight: said.height + Theme.small
            Rectangle { width: Theme.border * 2; height: said.height; color: Theme.primary }
            Line { id: said; x: Theme.medium; width: parent.width - x }
        }
    }
}
