pragma Singleton

import QtQuick

// What KeyboardPanel was given, for the style: Qt creates the style by itself, so nothing can be handed to it.
QtObject {
    property real panelWidth: 1280
    property real keyHeight: 53
    property color background
    property color key
    property color actionKey
    property color pressedKey
    property color text
    property color pressedText
    property string family

    readonly property int rows: 5
    readonly property int columns: 11
    readonly property real gap: keyHeight * 0.05
    // Keys wider than two heights only make the way between them longer.
    readonly property real margin: Math.max(gap, (panelWidth - columns * 2 * keyHeight) / 2)
}
