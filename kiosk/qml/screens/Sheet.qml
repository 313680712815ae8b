pragma ComponentBehavior: Bound

import QtQuick
import econsent.kiosk
import kiosk.qml
import kiosk.qml.parts

// The page as it was taken: whole, or so large that every letter can be read. What cannot be read is said in plain words.
Page {
    id: screen

    required property Kiosk kiosk
    required property PaperWay paper
    property bool large: false
    readonly property bool roomBetween: Theme.wide || Theme.zoom < 1.3 // for a third button between the other two
    readonly property string fault: paper.looked.fault ?? ""
    readonly property bool kept: paper.looked.kept ?? false
    readonly property bool scanned: paper.looked.origin === "folder"
    readonly property string again: scanned ? qsTr("Scan it again") : qsTr("Take it again")
    readonly property string advice: ({
        "black": qsTr("The picture is black. Is something lying on the camera?"),
        "dark": qsTr("It is too dark. Please turn the page to the light."),
        "missing": qsTr("No whole page is seen. Please lay it flat inside the frame, on something darker."),
        "cut": qsTr("The edge of the page is cut off. Please lay it wholly inside the frame."),
        "far": qsTr("The page is too small in the picture. Please bring it nearer."),
        "glare": qsTr("The light shines on the page. Please turn it a little, or shade it."),
        "blank": qsTr("The page seems to be empty. Please turn it over."),
        "blurred": qsTr("The letters are blurred. Please hold the page still, and take it again.")
    })[fault] ?? ""

    onVisibleChanged: large = false
    counter: qsTr("Page %1").arg(paper.looked.number ?? 1)
    title: fault === "" ? qsTr("Can everything be read?") : qsTr("This picture cannot be used")
    hint: fault === "" ? qsTr("Look for your signature and at the small letters. Touch the page to see it larger.") : advice
    hintNeeded: fault !== ""
    message: kiosk.refusal === "illegible" ? advice : ""
    primaryName: fault !== "" ? again : qsTr("Yes, keep it")
    primaryReady: !paper.working
    onPrimary: kiosk.send(fault !== "" ? "again" : "keep")
    onBack: kiosk.send("back")

    Pressable {
        id: frame
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        anchors.bottomMargin: tools.visible ? tools.height + Theme.small : 0
        name: screen.large ? qsTr("Show the whole page") : qsTr("Show the page larger")
        onAct: screen.large = !screen.large

        Panel { anchors.fill: parent }
        Flickable {
            anchors.fill: parent
            anchors.margins: Theme.small
            contentWidth: view.width
            contentHeight: view.height
            boundsBehavior: Flickable.StopAtBounds
            clip: true

            PagePicture {
                id: view
                image: screen.large ? screen.paper.large : screen.paper.sheet
                width: frame.width - 2 * Theme.small
                height: screen.large ? width * ratio : frame.height - 2 * Theme.small
                Accessible.ignored: true
                TapHandler { longPressThreshold: 0; onTapped: frame.press() } // the sheet that slides takes the touch from what lies under it
            }
        }
    }

    component Again: QuietButton {
        name: screen.again
        textSize: Theme.caption
        onAct: screen.kiosk.send("again")
    }

    Row {
        id: tools
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        spacing: Theme.small
        visible: screen.fault === ""

        QuietButton {
            name: screen.kept ? qsTr("Take it out") : qsTr("Turn it")
            textSize: Theme.caption
            onAct: {
                if (screen.kept)
                    screen.kiosk.send("remove")
                else
                    screen.paper.turn()
            }
        }
        Again { visible: !screen.roomBetween }
    }
    between: Again {
        anchors.right: parent.right
        height: parent.height
        visible: screen.roomBetween && screen.fault === ""
    }
}
