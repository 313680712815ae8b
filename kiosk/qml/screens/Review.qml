pragma ComponentBehavior: Bound

import QtQuick
import econsent.kiosk
import kiosk.qml
import kiosk.qml.parts

// The very document that will be signed, with the answers beside it.
Page {
    id: screen

    required property Kiosk kiosk
    property bool mine: kiosk.screen !== "coreview" // the same document is shown on two screens: made for one at a time
    readonly property var sheet: mine ? kiosk.entries.review : ({})

    title: qsTr("Is everything right?")
    hint: qsTr("This is your document. If something is wrong, go back and change it.")
    primaryName: qsTr("Everything is right")
    primaryReady: sheet.blocks !== undefined && reader.whole
    message: kiosk.refusal === "unshown" ? qsTr("One moment, the document is being prepared.") : ""
    onPrimary: kiosk.send("next")
    onBack: kiosk.send("back")

    aside: Repeater {
        model: screen.sheet.choices ?? []

        Column {
            id: answer
            required property var modelData
            width: parent ? parent.width : 0

            Say { width: parent.width; text: answer.modelData.answer; font.weight: Font.Medium }
            Say { width: parent.width; text: answer.modelData.questions; color: Theme.soft; font.pixelSize: Theme.caption }
        }
    }

    Reader {
        id: reader
        anchors.fill: parent
        lead: screen.lead
        blocks: screen.sheet.blocks ?? []
        onStandingChanged: {
            if (screen.mine)
                screen.kiosk.stand(standing)
        }

        Say {
            anchors.centerIn: parent
            visible: screen.sheet.blocks === undefined
            text: qsTr("One moment…")
            color: Theme.soft
        }
    }
}
