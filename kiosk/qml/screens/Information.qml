import QtQuick
import econsent.kiosk
import kiosk.qml
import kiosk.qml.parts

// What the decision is about: one idea at a time. On the first page one may look at what is new since an earlier text.
Page {
    id: screen

    required property Kiosk kiosk
    readonly property var sheet: kiosk.entries.page

    title: sheet.title ?? ""
    counter: qsTr("Page %1 of %2").arg(sheet.number ?? 1).arg(sheet.count ?? 1)
    primaryName: reader.atEnd ? qsTr("Next") : qsTr("Read on")
    onPrimary: reader.atEnd ? kiosk.send("next") : reader.readOn()
    onBack: kiosk.send("back")

    QuietButton {
        id: last
        width: Math.min(implicitWidth, parent.width)
        height: visible ? implicitHeight : 0
        visible: (screen.sheet.changed ?? false) && screen.sheet.number === 1
        name: qsTr("What has changed since last time?")
        textSize: Theme.caption
        onAct: screen.kiosk.send("changes")
    }
    Reader {
        id: reader
        anchors.top: last.bottom
        anchors.topMargin: last.visible ? Theme.small : 0
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        blocks: screen.sheet.blocks ?? []
    }
}
