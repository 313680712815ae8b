import QtQuick
import econsent.kiosk
import kiosk.qml.parts

// That there is video surveillance here. Told, not asked.
Page {
    id: screen

    required property Kiosk kiosk

    title: kiosk.entries.notice.title ?? ""
    hint: qsTr("Nothing to decide here. Please just read it.")
    primaryName: reader.atEnd ? qsTr("I understand") : qsTr("Read on")
    onPrimary: reader.atEnd ? kiosk.send("next") : reader.readOn()
    onBack: kiosk.send("back")

    Reader {
        id: reader
        anchors.fill: parent
        lead: screen.lead
        blocks: screen.kiosk.entries.notice.blocks ?? []
    }
}
