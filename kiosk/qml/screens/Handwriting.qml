pragma ComponentBehavior: Bound

import QtQuick
import econsent.kiosk
import kiosk.qml
import kiosk.qml.parts

// The person's own words in their own hand, page by page; every page stands in the document as it was written.
Page {
    id: screen

    required property Kiosk kiosk
    readonly property var place: kiosk.entries.hand
    readonly property InkPage sheet: made >= place.number ? pages.itemAt(place.number - 1) as InkPage : null
    property int made: 0
    property bool wanted: false // eight pages cost every visitor memory and two frames: they are made for who comes here
    readonly property bool blank: sheet?.empty ?? true
    readonly property bool last: place.number === place.count
    readonly property bool adding: last && place.number < place.most
    readonly property bool roomy: Theme.zoom < 1.3
    readonly property bool spelled: roomy && Theme.wide // upright, four buttons with their names do not fit side by side

    // What stands on the page goes where it is kept before anything else is done with it.
    function leave(event: string) {
        kiosk.write(blank ? "" : sheet.inkml())
        kiosk.send(event)
    }

    title: qsTr("Write by hand")
    counter: qsTr("Page %1 of %2").arg(place.number).arg(place.count)
    hint: roomy ? qsTr("Write with your finger or a pen. Your page stays exactly as you write it.") : ""
    beside: Theme.wide // so that there is room to write, however large the text
    share: roomy ? 0.28 : 0.34
    saidBeside: false // the title's place is too narrow for it
    message: sheet?.full ? adding ? qsTr("This page is full. Please go on on another page.") : last ? qsTr("All pages are full. Please finish here, or go on on paper.") : ""
        : kiosk.refusal === "empty" && blank ? qsTr("Nothing is written yet. Please write on the page, or go back to typing.")
        : kiosk.refusal === "page" && blank ? qsTr("Please write on this page first.") : ""
    onVisibleChanged: wanted = wanted || visible
    onPrimary: leave("next")
    onBack: leave("back")

    InkField {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        height: parent.height - below.room
        name: qsTr("Page to write on")

        Repeater {
            id: pages
            model: screen.wanted ? screen.place.most : 0 // all of them: another number would make every page anew
            onItemAdded: screen.made += 1
            onItemRemoved: screen.made -= 1

            InkPage {
                required property int index
                anchors.fill: parent
                visible: screen.visible && index === screen.place.number - 1
                penColor: Theme.pen
                pixelsPerMillimetre: Theme.pixelsPerMillimetre
            }
        }
    }

    component Tools: Grid {
        id: grid
        spacing: Theme.small
        visible: !screen.blank

        readonly property real each: (width - (columns - 1) * spacing) / columns
        readonly property real textSize: screen.roomy ? Theme.button : Theme.caption

        QuietButton {
            id: undo
            width: Math.min(implicitWidth, grid.each)
            height: grid.columns > 1 ? Math.max(undo.implicitHeight, clear.implicitHeight) : implicitHeight
            name: qsTr("Take back a stroke")
            textSize: grid.textSize
            onAct: screen.sheet.takeBack()
        }
        QuietButton {
            id: clear
            width: Math.min(implicitWidth, grid.each)
            height: grid.columns > 1 ? Math.max(undo.implicitHeight, clear.implicitHeight) : implicitHeight
            name: qsTr("Clear")
            textSize: grid.textSize
            onAct: screen.sheet.clear()
        }
    }
    aside: Tools {
        width: parent ? parent.width : 0
        columns: 1
        visible: Theme.wide && !screen.blank
    }
    Tools {
        id: below
        readonly property real room: Theme.wide ? 0 : height + Theme.medium // kept also while nothing is there to take back
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        columns: 2
        visible: !Theme.wide && !screen.blank
    }

    between: Row {
        anchors.right: parent.right
        height: parent.height
        spacing: Theme.small

        QuietButton {
            height: parent.height
            visible: screen.place.number > 1
            name: qsTr("Previous page")
            shown: screen.spelled ? name : "‹"
            onAct: screen.leave("earlier")
        }
        QuietButton {
            height: parent.height
            visible: !screen.last
            name: qsTr("Next page")
            shown: screen.spelled ? name : "›"
            onAct: screen.leave("later")
        }
        QuietButton {
            height: parent.height
            visible: screen.adding
            name: qsTr("Add a page")
            shown: screen.spelled ? name : "+"
            onAct: screen.leave("add")
        }
    }

    // Where the visitor is gone, and where one came whose pages are not these, nothing is left of what was drawn.
    Connections {
        target: screen.kiosk
        function onWiped() {
            for (let page = 0; page < pages.count; page += 1)
                (pages.itemAt(page) as InkPage).wipe()
            screen.wanted = false
        }
    }
}
