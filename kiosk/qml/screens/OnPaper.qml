pragma ComponentBehavior: Bound

import QtQuick
import econsent.kiosk
import kiosk.qml
import kiosk.qml.parts

// Signing on paper: print, sign with a pen, bring the pages in one after another; each can be looked at and taken anew.
Page {
    id: screen

    required property Kiosk kiosk
    required property PaperWay paper
    property bool choosing: false // another way to sign
    readonly property bool roomBetween: Theme.wide || Theme.zoom < 1.3 // for a third button between the other two
    readonly property bool camera: paper.ways.camera ?? false
    readonly property bool folder: paper.ways.folder ?? false
    readonly property string printed: paper.printing === "printing" ? qsTr("One moment…")
        : paper.printing === "printed" ? qsTr("Print the document again") : qsTr("Print the document")
    readonly property list<var> steps: [
        { "value": "print", "name": printed, "explanation": qsTr("Then sign it with a pen."), "there": paper.ways.printer ?? false },
        { "value": "photo", "name": paper.count > 0 ? qsTr("Photograph the next page") : qsTr("Photograph a page"), "there": camera }
    ]
    readonly property list<var> pages: Array.from({ "length": paper.count }, (_, place) => ({
        "value": String(place), "name": qsTr("Page %1").arg(place + 1), "explanation": qsTr("Taken. Touch to look at it.")
    }))

    onVisibleChanged: choosing = false
    title: choosing ? qsTr("How would you like to sign?") : qsTr("Sign on paper")
    hint: choosing ? qsTr("For a mark, or a decision said aloud, a witness is needed: a medical worker, or somebody who came along.")
        : (paper.ways.printer ? "" : qsTr("Ask the medical worker for the paper form, and sign it with a pen.") + " ")
        + (folder ? qsTr("Lay the signed pages into the scanner: they appear here by themselves.") : qsTr("Photograph every page that you signed, one after another."))
    hintNeeded: !choosing && paper.count === 0
    primaryName: choosing ? "" : qsTr("Save")
    primaryReady: paper.count > 0
    message: choosing ? ""
        : kiosk.refusal === "pages" ? qsTr("There is no signed page yet.")
        : kiosk.refusal === "full" ? qsTr("There is no room for more pages.")
        : paper.printing === "failed" ? qsTr("It could not be printed. Please ask the medical worker for the paper form.")
        : paper.trouble === "garbage" ? qsTr("What came from the scanner could not be read. Please scan the page again, or tell the medical worker.")
        : paper.trouble === "folder" ? qsTr("The scanner cannot be reached. Please tell the medical worker, or sign another way.")
        : ""
    onPrimary: kiosk.send("sign")
    onBack: {
        if (choosing)
            choosing = false
        else
            kiosk.send("back")
    }

    Options {
        id: list
        anchors.fill: parent
        anchors.bottomMargin: screen.paper.count > 0 || Theme.zoom > 1.3 ? more.implicitHeight + Theme.small : 0 // whether or not there is more
        mark: "arrow"
        model: screen.choosing ? [
            { "value": "ink", "name": qsTr("With my signature on the screen") },
            { "value": "mark", "name": qsTr("A cross or a dot") },
            { "value": "spoken", "name": qsTr("I cannot draw: I say it aloud") }
        ] : [...screen.steps.filter(step => step.there), ...screen.pages]
        onPicked: value => {
            if (value === "print")
                screen.paper.printSheet()
            else if (screen.choosing || value === "photo")
                screen.kiosk.send(value)
            else
                screen.kiosk.send("look", value)
        }
    }

    // Another way to sign, where it has its place between the other two buttons or above them.
    component Other: QuietButton {
        name: qsTr("Sign another way")
        textSize: Theme.caption
        onAct: screen.choosing = true
    }

    Row {
        id: below
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        spacing: Theme.small

        QuietButton {
            id: more
            visible: list.sheets > 1
            name: qsTr("More pages")
            textSize: Theme.caption
            onAct: list.turn()
        }
        Other { visible: !screen.roomBetween && !screen.choosing }
    }
    between: Other {
        anchors.right: parent.right
        height: parent.height
        visible: screen.roomBetween && !screen.choosing
    }
}
