import QtQuick
import econsent.kiosk
import kiosk.qml.parts

// It was not saved, and everything entered is still here.
Page {
    id: screen

    required property Kiosk kiosk

    title: qsTr("It was not saved")
    hint: qsTr("Everything you entered is still here. Please try again, or ask the medical worker for a paper form.")
    primaryName: qsTr("Try again")
    onPrimary: kiosk.send("retry")
    onBack: kiosk.send("back")

    TroubleNote {
        width: parent.width
        trouble: screen.kiosk.trouble
    }
}
