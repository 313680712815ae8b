import QtQuick
import kiosk.qml

// A date, typed as day, month, year on a keypad of its own.
FocusScope {
    id: entry

    required property string digits
    required property string standing // "" while digits are missing, then wrong or right
    signal edited(string digits)

    function add(digit: string) {
        if (digits.length < 8)
            entry.edited(digits + digit)
    }

    // Take a key of a real keyboard; say whether it was one for a date.
    function take(event: KeyEvent): bool {
        if (event.text >= "0" && event.text <= "9" && event.text.length === 1)
            add(event.text)
        else if (event.key === Qt.Key_Backspace || event.text === "*")
            entry.edited(digits.slice(0, -1))
        else
            return false
        return true
    }

    onVisibleChanged: {
        if (visible)
            forceActiveFocus()
    }

    DigitPlaces {
        id: places
        width: parent.width
        height: implicitHeight
        digits: entry.digits
        groups: [2, 2, 4]
        wrong: entry.standing === "wrong"
        correct: entry.standing === "right"
    }

    Keypad {
        anchors.top: places.bottom
        anchors.topMargin: Theme.medium
        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width, 150 * Theme.unit)
        onDigit: digit => entry.add(digit)
        onErased: entry.edited(entry.digits.slice(0, -1))
    }
}
