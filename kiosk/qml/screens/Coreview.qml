// The document once more, for the patient who signs beside the representative.
Review {
    mine: kiosk.screen === "coreview"
    hint: qsTr("The patient reads it, too. If something is wrong, go back.")
}
