import QtQuick
import QtQuick.VirtualKeyboard.Components
import "../.."

// Digits above, as the Kazakh page has a row more; every letter of the alphabet has a key of its own.
KeyboardLayout {
    keyWeight: 100

    KeyboardRow {
        Letters { keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"] }
    }
    KeyboardRow {
        Letters { keys: ["й", "ц", "у", "к", "е", "н", "г", "ш", "щ", "з", "х", "ъ"] }
    }
    KeyboardRow {
        Letters { keys: ["ф", "ы", "в", "а", "п", "р", "о", "л", "д", "ж", "э", "ё"] }
    }
    KeyboardRow {
        ShiftKey { weight: 150 }
        Letters { keys: ["я", "ч", "с", "м", "и", "т", "ь", "б", "ю"] }
        BackspaceKey { weight: 150 }
    }
    ActionRow {}
}
