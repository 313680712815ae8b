import QtQuick
import econsent.kiosk
import kiosk.qml.parts

// The station cannot sign: said before anything is typed, with the paper way offered.
Page {
    id: screen

    required property Kiosk kiosk

    title: qsTr("This screen cannot take signatures now")
    hint: qsTr("Nothing was entered and nothing is lost. Please ask the medical worker for a paper form: it counts just the same.")
    primaryName: qsTr("To the beginning")
    backName: qsTr("Try again")
    onPrimary: kiosk.send("leave")
    onBack: kiosk.send("retry")

    TroubleNote {
        width: parent.width
        trouble: screen.kiosk.trouble
    }
}
