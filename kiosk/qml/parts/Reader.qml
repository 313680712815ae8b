pragma ComponentBehavior: Bound

import QtQuick
import kiosk.qml

// A sheet of text that says when it has been read to its end.
Panel {
    id: reader

    property var blocks: []
    property string lead: "" // said before the text
    property bool centred: false // a short text alone, in large letters
    property int standing: 0 // of the blocks: a long text is made over several frames, from what is seen first
    readonly property bool whole: standing === blocks.length
    readonly property int atOnce: 10 // more than a sheet holds; what lies beneath may come a frame later
    readonly property bool atEnd: whole && sheet.contentHeight <= sheet.height + sheet.contentY + Theme.small

    function readOn() {
        const lowest = Math.max(0, sheet.contentHeight - sheet.height) // there may be less than a sheet of it yet
        glide.to = Math.min(lowest, sheet.contentY + sheet.height * 0.85)
        glide.restart()
    }

    onBlocksChanged: sheet.contentY = 0

    Flickable {
        id: sheet
        anchors.fill: parent
        anchors.margins: Theme.hairline
        topMargin: 0
        contentHeight: column.height
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        Column {
            id: column
            y: reader.centred ? Math.max(0, (sheet.height - height) / 2) : 0
            x: Theme.large
            width: sheet.width - x - Theme.large - 4 * Theme.unit
            topPadding: Theme.zoom < 1.5 ? Theme.large : Theme.small
            bottomPadding: topPadding

            Say {
                width: parent.width
                visible: text !== ""
                text: reader.lead
                color: Theme.soft
                bottomPadding: Theme.medium
            }
            Repeater {
                model: reader.blocks
                onItemRemoved: (index, item) => {
                    const block = item as Block
                    if (block.status === Loader.Ready)
                        reader.standing -= 1
                    else
                        block.active = false // else it would be made of the text that came instead
                }
                Block {
                    large: reader.centred
                    asynchronous: index >= reader.atOnce && modelData.kind !== "sheet" // a picture made later comes as undefined
                    onLoaded: reader.standing += 1
                }
            }
        }

        NumberAnimation {
            id: glide
            target: sheet
            property: "contentY"
            duration: Theme.calm
            easing.type: Easing.OutCubic
        }
    }

    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.hairline
        radius: Theme.radius
        height: 14 * Theme.unit
        visible: !reader.atEnd
        gradient: Gradient {
            GradientStop { position: 0; color: Qt.rgba(Theme.surface.r, Theme.surface.g, Theme.surface.b, 0) }
            GradientStop { position: 1; color: Theme.surface }
        }
    }

    ScrollMark { marks: sheet }
}
