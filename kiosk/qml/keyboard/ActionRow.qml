import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Components

// The last row of every page.
KeyboardRow {
    id: row

    property bool symbols: false
    readonly property bool latin: InputContext.locale.startsWith("en")
    readonly property var firstLetters: latin ? ["A", "B", "C"] : ["А", "Б", "В"]

    SymbolModeKey {
        displayText: row.symbols ? row.firstLetters.join("") : "123"
        weight: 150
    }
    ChangeLanguageKey { weight: 150 }
    Key { text: ","; highlighted: true }
    SpaceKey { weight: 400 }
    Key { text: "."; highlighted: true }
    HideKeyboardKey { weight: 100 }
    EnterKey { weight: 150 }
}
