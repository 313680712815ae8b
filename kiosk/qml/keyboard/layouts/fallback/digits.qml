import QtQuick
import QtQuick.Layouts
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Components
import "../.."

// Numbers as on a telephone: fewer keys, as tall as the page's rows allow.
KeyboardLayout {
    inputMode: InputEngine.InputMode.Numeric
    keyWeight: 100

    KeyboardColumn {
        Layout.fillWidth: false
        Layout.fillHeight: true
        Layout.alignment: Qt.AlignHCenter
        Layout.preferredWidth: height * 1.6

        KeyboardRow {
            Letters { keys: ["1", "2", "3"] }
        }
        KeyboardRow {
            Letters { keys: ["4", "5", "6"] }
        }
        KeyboardRow {
            Letters { keys: ["7", "8", "9"] }
        }
        KeyboardRow {
            BackspaceKey {}
            Letters { keys: ["0"] }
            HideKeyboardKey { visible: true }
        }
    }
}
