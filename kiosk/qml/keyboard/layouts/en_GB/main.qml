import QtQuick
import QtQuick.VirtualKeyboard.Components
import "../.."

KeyboardLayout {
    keyWeight: 100

    KeyboardRow {
        Letters { keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"] }
    }
    KeyboardRow {
        Letters { keys: ["q", "w", "e", "r", "t", "y", "u", "i", "o", "p"] }
    }
    KeyboardRow {
        FillerKey { weight: 50 }
        Letters { keys: ["a", "s", "d", "f", "g", "h", "j", "k", "l"] }
        FillerKey { weight: 50 }
    }
    KeyboardRow {
        ShiftKey { weight: 150 }
        Letters { keys: ["z", "x", "c", "v", "b", "n", "m"] }
        BackspaceKey { weight: 150 }
    }
    ActionRow {}
}
