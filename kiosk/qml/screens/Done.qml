import QtQuick
import econsent.kiosk
import kiosk.qml
import kiosk.qml.parts

// It is saved for good. Nothing else to do.
Page {
    id: screen

    required property Kiosk kiosk
    readonly property bool withdrawn: kiosk.entries.purpose === "withdrawal"
    readonly property string code: kiosk.receipt.code ?? ""

    title: withdrawn ? qsTr("Thank you. The withdrawal is saved.") : qsTr("Thank you. It is saved.")
    hint: withdrawn ? qsTr("There is nothing else to do. You may agree again whenever you like.")
        : qsTr("There is nothing else to do. The medical worker will call you.")
    primaryName: qsTr("Done")
    backName: ""
    onPrimary: kiosk.send("leave")
    message: kiosk.copy === "failed" ? qsTr("It could not be printed. Please ask for a paper copy at the reception desk; everything is saved.") : ""

    between: QuietButton {
        anchors.right: parent.right
        height: parent.height
        width: Math.min(implicitWidth, parent.width)
        visible: screen.kiosk.copy !== ""
        name: screen.kiosk.copy === "printing" ? qsTr("One moment…")
            : screen.kiosk.copy === "printed" ? qsTr("Your copy is being printed")
            : qsTr("Print my copy")
        onAct: screen.kiosk.printCopy()
    }

    Panel {
        id: sheet
        anchors.fill: parent

        readonly property bool broad: width > height
        readonly property real room: (broad ? height : Math.min(width, height * 0.55)) - 2 * Theme.large

        QrCode {
            id: code
            x: sheet.broad ? Theme.large : (parent.width - width) / 2
            y: sheet.broad ? (parent.height - height) / 2 : Theme.large
            width: Math.min(sheet.room, sheet.broad ? sheet.width * 0.4 : sheet.room)
            height: width
            link: screen.kiosk.receipt.link ?? ""
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("QR code of your document")
        }
        Column {
            id: column
            readonly property real room: sheet.height - 2 * Theme.small - (sheet.broad ? 0 : code.y + code.height) - (naming.visible ? naming.implicitHeight : 0) - number.implicitHeight - 2 * spacing
            x: sheet.broad ? code.x + code.width + Theme.large : Theme.large
            y: sheet.broad ? (parent.height - height) / 2 : code.y + code.height + Theme.medium
            width: parent.width - x - Theme.large
            spacing: Theme.small

            Say {
                id: naming
                width: parent.width
                visible: (!screen.crowded || screen.message === "") && implicitHeight + column.spacing + number.implicitHeight + 2 * Theme.small <= sheet.height // beside what went wrong there is not always room
                text: qsTr("Number of your document")
                color: Theme.soft
                font.pixelSize: Theme.caption
            }
            Say {
                id: number
                width: parent.width
                text: screen.code.replace(/(-[^-]+)-/, "$1\n")
                spoken: screen.code.split("-").map(four => four.split("").join(", ")).join(". ") // one by one, as one writes it down
                font.pixelSize: Theme.heading
                font.weight: Font.Bold
                activeFocusOnTab: true // whoever listens comes back to it, as often as they like
                Accessible.focusable: true

                Rectangle {
                    anchors.fill: parent
                    anchors.margins: -Theme.tiny
                    radius: Theme.radius
                    color: "transparent"
                    border.color: Theme.focus
                    border.width: Theme.border
                    visible: parent.activeFocus
                }
            }
            Say {
                width: parent.width
                visible: !screen.crowded && implicitHeight < column.room
                text: qsTr("If you like, take a photograph of it. It lets you check that your document is kept. Ask for a copy at the reception desk.")
                color: Theme.soft
                font.pixelSize: Theme.caption
            }
        }
    }
}
