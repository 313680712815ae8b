pragma ComponentBehavior: Bound

import QtQuick
import econsent.kiosk
import kiosk.qml
import kiosk.qml.parts

// The staff's room: how the station stands, and what can be done about it.
Page {
    id: screen

    required property Office office
    required property Kiosk kiosk
    required property Staff staff
    readonly property var answer: office.answer
    readonly property var actions: [
        { "name": qsTr("Consent at the employment contract"), "act": () => hire("consent") },
        { "name": qsTr("Supplements from HR’s list"), "act": () => office.openBatch() },
        { "name": qsTr("Supplement for one worker"), "act": () => hire("supplement") },
        { "name": qsTr("Withdrawal by a worker"), "act": () => hire("withdrawal") },
        { "name": qsTr("Send now"), "act": () => office.do("sync") },
        { "name": qsTr("Print a test page"), "act": () => office.do("print") },
        { "name": qsTr("Export the log"), "act": () => office.do("export") },
        { "name": qsTr("Enrol a new station"), "act": () => office.beginEnrolment() },
        { "name": qsTr("Close the kiosk"), "act": () => office.closeKiosk() }
    ]

    function hire(purpose: string) {
        screen.kiosk.hire(purpose)
        screen.office.leave()
    }

    focus: true
    title: qsTr("For staff")
    primaryName: ""
    backName: qsTr("To the beginning")
    messageSize: Theme.exact
    message: answer.state === "busy" ? qsTr("One moment…")
        : answer.state === "failed" ? Troubles.line(answer)
        : answer.state !== "done" ? ""
        : answer.action === "sync" ? qsTr("Sent: %1").arg(answer.number)
        : answer.action === "print" ? qsTr("The test page is on its way to the printer.")
        : answer.action === "export" ? qsTr("The log is saved: %1").arg(answer.path)
        : qsTr("The station is enrolled.")
    onBack: office.leave()

    aside: HealthRows {
        width: parent.width
        health: screen.staff.health
        trouble: screen.staff.trouble
    }

    Flickable {
        id: sheet
        anchors.fill: parent
        contentHeight: column.height
        boundsBehavior: Flickable.StopAtBounds
        clip: contentHeight > height

        function show(top: real, tall: real) {
            contentY = Math.max(0, Math.min(Math.max(contentY, top + tall - height), top))
        }

        Column {
            id: column
            width: sheet.width - (sheet.contentHeight > sheet.height + 1 ? 6 * Theme.unit : 0)
            spacing: Theme.medium

            Flow {
                width: parent.width
                spacing: Theme.small

                Repeater {
                    model: screen.kiosk.languages
                    QuietButton {
                        required property var modelData
                        name: modelData.name
                        choosable: true
                        chosen: modelData.code === screen.kiosk.language
                        onAct: screen.kiosk.showLanguage(modelData.code)
                        onActiveFocusChanged: {
                            if (activeFocus)
                                sheet.show(y, height)
                        }
                    }
                }
            }
            HealthRows {
                width: parent.width
                visible: !screen.beside
                health: screen.staff.health
                trouble: screen.staff.trouble
            }
            Grid {
                id: grid
                width: parent.width
                columns: Theme.zoom < 1.3 ? 2 : 1
                spacing: Theme.small

                Repeater {
                    model: screen.actions
                    QuietButton {
                        required property var modelData
                        width: (grid.width - (grid.columns - 1) * grid.spacing) / grid.columns
                        name: modelData.name
                        onAct: modelData.act()
                        onActiveFocusChanged: {
                            if (activeFocus)
                                sheet.show(grid.y + y, height)
                        }
                    }
                }
            }
        }
    }

    ScrollMark { marks: sheet }
}
