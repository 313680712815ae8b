import QtQuick
import econsent.kiosk
import kiosk.qml.parts

// What the decision is about: one idea at a time.
Page {
    id: screen

    required property Kiosk kiosk
    readonly property var sheet: kiosk.entries.page

    title: sheet.title ?? ""
    counter: qsTr("Page %1 of %2").arg(sheet.number ?? 1).arg(sheet.count ?? 1)
    primaryName: reader.atEnd ? qsTr("Next") : qsTr("Read on")
    onPrimary: reader.atEnd ? kiosk.send("next") : reader.readOn()
    onBack: kiosk.send("back")

    Reader {
        id: reader
        anchors.fill: parent
        blocks: screen.sheet.blocks ?? []
    }
}
