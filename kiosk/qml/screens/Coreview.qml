// The document once more, for the patient who signs beside the representative.
Review {
    hint: qsTr("The patient reads it, too. If something is wrong, go back.")
}
