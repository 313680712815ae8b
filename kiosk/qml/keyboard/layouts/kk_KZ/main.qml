import QtQuick
import QtQuick.VirtualKeyboard.Components
import "../.."

// The letters that Russian lacks first, as on a Kazakh keyboard; every letter of the alphabet has a key of its own.
KeyboardLayout {
    keyWeight: 100

    KeyboardRow {
        Letters { keys: ["ә", "і", "ң", "ғ", "ү", "ұ", "қ", "ө", "һ", "ё", "ъ"] }
    }
    KeyboardRow {
        Letters { keys: ["й", "ц", "у", "к", "е", "н", "г", "ш", "щ", "з", "х"] }
    }
    KeyboardRow {
        Letters { keys: ["ф", "ы", "в", "а", "п", "р", "о", "л", "д", "ж", "э"] }
    }
    KeyboardRow {
        ShiftKey {}
        Letters { keys: ["я", "ч", "с", "м", "и", "т", "ь", "б", "ю"] }
        BackspaceKey {}
    }
    ActionRow {}
}
