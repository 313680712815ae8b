import QtQuick
import kiosk.qml

// The frame of a screen: what it is about, one sheet of content, one way on and one way back.
FocusScope {
    id: page

    required property string title
    property string counter: ""
    property string hint: ""
    property bool hintNeeded: false // it belongs to what is signed: it stays, however little room there is
    property string message: ""
    property alias messageSize: missing.textSize
    property string primaryName: qsTr("Next")
    property bool primaryReady: true
    property string backName: qsTr("Back")
    property bool beside: Theme.wide && Theme.zoom < 1.3 // the title stands beside the content, not above it
    property real share: 0.35 // of the width, for the title where it stands beside
    default property alias content: slot.data
    property alias aside: extra.data
    property alias between: middle.data
    signal primary()
    signal back()

    readonly property real footText: Theme.wide || Theme.zoom < 1.5 ? Theme.button : 0.74 * Theme.button // upright, two long words stand side by side
    readonly property real contentTop: slot.y
    readonly property real across: width - 2 * Theme.margin
    readonly property bool short: height < 130 * Theme.unit // the keyboard is up
    readonly property real wish: counting.implicitHeight + naming.implicitHeight + hinting.implicitHeight + 3 * Theme.small
    readonly property bool crowded: wish > (beside ? (saidBeside ? missing.y : foot.y) - Theme.large : height * 0.36)
    // A large text leaves no room beneath the content: what is missing is then said beneath the title, where there is some.
    property bool saidBeside: beside && Theme.zoom > 1.3
    readonly property string lead: crowded && !hintNeeded ? hint : "" // for the content to say, where the head has no room

    // Who comes back to a page begins at its beginning.
    Item { id: beginning }
    onVisibleChanged: {
        if (!visible)
            beginning.focus = true
    }

    Column {
        id: head
        x: Theme.margin
        y: page.short || page.crowded ? Theme.small : Theme.large
        width: page.beside ? page.across * page.share : page.across
        spacing: Theme.small

        Say {
            id: counting
            width: parent.width
            visible: text !== "" && !page.crowded
            text: page.counter
            color: Theme.soft
            font.pixelSize: Theme.caption
        }
        Say {
            id: naming
            width: parent.width
            text: page.title
            font.pixelSize: Theme.title
            font.weight: Font.Medium
            lineHeight: 0.96
            Accessible.role: Accessible.Heading
        }
        Say {
            id: hinting
            width: parent.width
            visible: text !== "" && (!page.crowded || page.hintNeeded)
            text: page.hint
            color: Theme.soft
            font.pixelSize: page.hintNeeded && Theme.zoom > 1.5 ? Theme.caption : Theme.body
        }
        Column {
            id: extra
            width: parent.width
            topPadding: Theme.small
            spacing: Theme.small
            visible: page.beside && !page.crowded
        }
    }

    Item {
        id: slot
        x: page.beside ? Theme.margin + head.width + Theme.large : Theme.margin
        y: page.beside ? head.y : head.y + head.height + Theme.medium
        width: page.width - Theme.margin - x
        height: (page.saidBeside ? foot.y : missing.y) - Theme.small - y
    }

    Message {
        id: missing
        x: page.saidBeside ? Theme.margin : slot.x
        width: page.saidBeside ? head.width : slot.width
        y: foot.y - Theme.small - height
        text: page.message
    }

    Item {
        id: foot
        x: Theme.margin
        y: page.height - height - (page.short ? Theme.small : Theme.medium)
        width: page.across
        height: Math.max(19 * Theme.unit, 2.75 * Theme.button) // of two lines; not what the labels ask: a page must not move as they change

        QuietButton {
            id: previous
            anchors.left: parent.left
            height: parent.height
            width: Math.min(implicitWidth, (parent.width - Theme.medium) / 2)
            visible: page.backName !== ""
            name: page.backName
            textSize: page.footText
            onAct: page.back()
        }
        Item {
            id: middle
            anchors.left: previous.visible ? previous.right : parent.left
            anchors.right: next.left
            anchors.leftMargin: previous.visible ? Theme.medium : 0
            anchors.rightMargin: Theme.medium
            height: parent.height
        }
        BigButton {
            id: next
            anchors.right: parent.right
            height: parent.height
            width: Math.min(implicitWidth, parent.width - (previous.visible ? previous.width + Theme.medium : 0))
            visible: page.primaryName !== ""
            name: page.primaryName
            textSize: page.footText
            ready: page.primaryReady
            onAct: page.primary()
        }
    }
}
