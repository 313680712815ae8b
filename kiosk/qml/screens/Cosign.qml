// Where the patient signs beside the representative.
Sign {
    cosigner: true
}
