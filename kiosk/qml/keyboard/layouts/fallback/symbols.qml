import QtQuick
import QtQuick.VirtualKeyboard.Components
import "../.."

KeyboardLayout {
    keyWeight: 100

    KeyboardRow {
        Letters { keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"] }
    }
    KeyboardRow {
        Letters { keys: ["-", "–", "(", ")", "«", "»", "\"", "'", ":", ";"] }
    }
    KeyboardRow {
        Letters { keys: ["@", "#", "№", "%", "+", "=", "*", "/", "\\", "_"] }
    }
    KeyboardRow {
        Letters { keys: ["!", "?", "&", "₸", "§", "°", "[", "]", "…"] }
        BackspaceKey {}
    }
    ActionRow { symbols: true }
}
