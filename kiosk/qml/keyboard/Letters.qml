pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.VirtualKeyboard.Components

// Character keys side by side, from a list of characters.
Repeater {
    id: letters

    required property var keys

    model: keys

    Key {
        required property string modelData
        text: modelData
    }
}
