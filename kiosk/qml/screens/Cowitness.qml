// The witness of a patient who makes a mark beside the representative, or says the decision aloud.
Witness {
    cosigner: true
}
