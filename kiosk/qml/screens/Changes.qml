import QtQuick
import econsent.kiosk
import kiosk.qml
import kiosk.qml.parts

// What is new in the text since an earlier one, for somebody who may have signed that; the whole text is read all the same.
Page {
    id: screen

    required property Kiosk kiosk
    readonly property var changes: kiosk.entries.changes
    readonly property var blocks: changes.blocks ?? []
    readonly property var none: [{ "kind": "paragraph", "text": qsTr("In this language nothing has changed."), "plain": qsTr("In this language nothing has changed.") }]

    title: (changes.day ?? "") !== "" ? qsTr("What has changed since the text of %1").arg(changes.day)
        : qsTr("What has changed since version %1").arg(changes.version ?? "")
    hint: qsTr("Words that were taken out are struck through, new words are underlined.")
    primaryName: reader.atEnd ? qsTr("Back to the text") : qsTr("Read on")
    backName: reader.atEnd ? "" : qsTr("Back")
    onPrimary: reader.atEnd ? kiosk.send("next") : reader.readOn()
    onBack: kiosk.send("back")

    QuietButton {
        id: further
        width: Math.min(implicitWidth, parent.width)
        height: visible ? implicitHeight : 0
        visible: screen.changes.further ?? false
        name: qsTr("I signed an earlier text")
        textSize: Theme.caption
        onAct: screen.kiosk.send("earlier")
    }
    Reader {
        id: reader
        anchors.top: further.bottom
        anchors.topMargin: further.visible ? Theme.small : 0
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        lead: screen.lead
        blocks: screen.blocks.length > 0 ? screen.blocks : screen.none
    }
}
