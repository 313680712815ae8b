import QtQuick
import econsent.kiosk
import kiosk.qml
import kiosk.qml.parts

// It is saved for good. Nothing else to do.
Page {
    id: screen

    required property Kiosk kiosk

    title: qsTr("Thank you. It is saved.")
    hint: qsTr("There is nothing else to do. The medical worker will call you.")
    primaryName: qsTr("Done")
    backName: ""
    onPrimary: kiosk.send("leave")

    Panel {
        anchors.fill: parent

        Flow {
            id: receipt
            anchors.centerIn: parent
            width: Math.min(parent.width - 2 * Theme.large, code.side + Theme.large + words.wish)
            spacing: Theme.large

            QrCode {
                id: code
                readonly property real side: Math.min(84 * Theme.unit, parent.parent.height - 2 * Theme.medium, parent.parent.width - 2 * Theme.medium)
                width: side
                height: side
                link: screen.kiosk.receipt.link ?? ""
                Accessible.role: Accessible.Graphic
                Accessible.name: qsTr("QR code of your document")
            }
            Column {
                id: words
                readonly property real wish: 78 * Theme.unit
                width: Math.min(wish, receipt.width)
                spacing: Theme.small
                topPadding: Theme.medium

                Say {
                    width: parent.width
                    text: qsTr("Number of your document")
                    color: Theme.soft
                    font.pixelSize: Theme.caption
                }
                Say {
                    width: parent.width
                    text: screen.kiosk.receipt.code ?? ""
                    font.pixelSize: Theme.heading
                    font.weight: Font.Bold
                }
                Say {
                    width: parent.width
                    text: qsTr("If you like, take a photograph of it. With it you can ask for your copy at the reception desk.")
                    color: Theme.soft
                    font.pixelSize: Theme.caption
                }
            }
        }
    }
}
