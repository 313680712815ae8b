import QtQuick

// Letters by the digits of a keypad, as on a telephone (ITU-T E.161; Cyrillic as in ETSI ES 202 130). No time runs: the
// same key again is its next letter however late, 1 ends a letter (and is a hyphen where none is begun), 0 is a space.
QtObject {
    id: spelling

    readonly property list<string> letters: [qsTr("abc"), qsTr("def"), qsTr("ghi"), qsTr("jkl"), qsTr("mno"), qsTr("pqrs"), qsTr("tuv"), qsTr("wxyz")]
    property string begun: "" // the key whose letter may still change
    property int place: 0
    property string written: ""

    onLettersChanged: begun = ""

    function knows(key: string): bool {
        return /^[0-9*]$/.test(key)
    }

    // The text after a key, at its end; a letter that was typed otherwise is no longer open.
    function press(key: string, text: string): string {
        const open = begun !== "" && text === written
        const again = open && key === begun
        const letters = spelling.letters[Number(key) - 2]
        place = again ? (place + 1) % letters.length : 0
        begun = letters !== undefined ? key : ""
        if (letters !== undefined)
            written = cased(again ? text.slice(0, -1) : text, letters[place])
        else
            written = key === "*" ? text.slice(0, -1) : key === "0" ? text + " " : open ? text : text + "-"
        return written
    }

    function cased(before: string, letter: string): string {
        return before + (/(^|[\s-])$/.test(before) ? letter.toUpperCase() : letter)
    }
}
