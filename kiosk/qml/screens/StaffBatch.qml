pragma ComponentBehavior: Bound

import QtQuick
import econsent.kiosk
import kiosk.qml
import kiosk.qml.parts

// HR's list of supplements: who is still to be asked, and how many have decided. The worker then is alone with the screen.
Page {
    id: screen

    required property Office office
    required property Batch batch
    readonly property var counts: batch.counts
    readonly property bool known: counts.left !== undefined

    focus: true
    title: qsTr("Supplements to contracts")
    hint: known ? qsTr("Agreed: %1. In part: %2. Refused: %3. Still to ask: %4.").arg(counts.agreed).arg(counts.partly).arg(counts.refused).arg(counts.left)
        + (counts.later > 0 ? " " + qsTr("Hired later, asked at the contract: %1.").arg(counts.later) : "") : ""
    hintNeeded: true
    primaryName: ""
    messageSize: Theme.exact
    message: batch.busy ? qsTr("One moment…")
        : batch.trouble.code !== undefined ? Troubles.line(batch.trouble)
        : known && counts.left === 0 ? qsTr("Everybody in the list has been asked.") : ""
    onBack: office.goBack()
    Component.onCompleted: batch.open()
    Component.onDestruction: batch.forget()

    Flickable {
        id: sheet
        anchors.fill: parent
        contentHeight: column.height
        boundsBehavior: Flickable.StopAtBounds
        clip: contentHeight > height

        Column {
            id: column
            width: sheet.width - (sheet.contentHeight > sheet.height + 1 ? 6 * Theme.unit : 0)
            spacing: Theme.small

            Repeater {
                model: screen.batch.people

                Option {
                    required property var modelData
                    required property int index
                    width: column.width
                    height: implicitHeight
                    mark: "arrow"
                    name: modelData.name
                    explanation: qsTr("Contract No. %1").arg(modelData.contract)
                    onAct: {
                        const place = index
                        screen.batch.choose(place)
                        screen.office.leave()
                    }
                    onActiveFocusChanged: {
                        if (activeFocus)
                            sheet.contentY = Math.max(0, Math.min(Math.max(sheet.contentY, y + height - sheet.height), y))
                    }
                }
            }
        }
    }

    ScrollMark { marks: sheet }
}
