pragma Singleton

import QtQuick

// The only place with sizes, colours and type. Main tells it the screen and the visitor's wishes; everything else follows.
QtObject {
    id: theme

    // ── told by Main ──
    property real pixelsPerMillimetre: 3.78
    property size window: Qt.size(1280, 800)
    property real zoom: 1
    property bool highContrast: false
    property bool motion: true

    // ── space: every size is so many units; a unit is a millimetre on the glass, more on a large screen ──
    readonly property real unit: pixelsPerMillimetre * Math.min(1.5, Math.max(1, Math.min(window.width, window.height) / pixelsPerMillimetre / 212))
    readonly property real touch: 15 * unit
    readonly property real tiny: 1.5 * unit
    readonly property real small: 3 * unit
    readonly property real medium: 6 * unit
    readonly property real large: 10 * unit
    readonly property real margin: Math.min(14 * unit, window.width * 0.05)
    readonly property real radius: 3.2 * unit
    readonly property real hairline: Math.max(1, 0.3 * unit)
    readonly property real border: 0.7 * unit
    readonly property bool wide: window.width > window.height * 1.2

    // ── type: 18 pt on the glass is the smallest ──
    readonly property string family: "Roboto"
    readonly property real caption: 6.4 * unit * zoom
    readonly property real exact: caption / Math.max(1, zoom / 1.3) // what is told to staff alone, who have not asked for larger text
    readonly property real body: 7.2 * unit * zoom
    readonly property real button: 7.4 * unit * zoom
    readonly property real heading: 8.6 * unit * zoom
    readonly property real title: 11.5 * unit * (1 + (zoom - 1) * 0.5)
    readonly property real display: 15 * unit * (1 + (zoom - 1) * 0.4)
    readonly property real leading: 1.14

    // ── colour: every pair of text and ground is at least 7:1 in both sets ──
    readonly property color ground: highContrast ? "#000000" : "#f4f1ea"
    readonly property color surface: highContrast ? "#000000" : "#ffffff"
    readonly property color ink: highContrast ? "#ffffff" : "#12232b"
    readonly property color soft: highContrast ? "#f2f2f2" : "#3b4a51"
    readonly property color line: highContrast ? "#ffffff" : "#7d8b90"
    readonly property color faint: highContrast ? "#8c8c8c" : "#dcd8ce"
    readonly property color primary: highContrast ? "#ffd94a" : "#0c4a55"
    readonly property color primaryPressed: highContrast ? "#fff0b0" : "#08353d"
    readonly property color primaryInk: highContrast ? "#000000" : "#ffffff"
    readonly property color pressed: highContrast ? "#333333" : "#e2ecec"
    readonly property color actionKey: highContrast ? "#333333" : "#b4bec8"
    readonly property color notice: highContrast ? "#000000" : "#fff3d9"
    readonly property color noticeLine: highContrast ? "#ffd94a" : "#b07a12"
    readonly property color noticeInk: highContrast ? "#ffd94a" : "#4a3000"
    readonly property color focus: highContrast ? "#66d9ff" : "#1a6ed8"
    readonly property color veil: highContrast ? "#e6000000" : "#b312232b"
    readonly property color paper: "#ffffff" // what is signed on is white in both sets
    readonly property color paperInk: "#3b4a51"
    readonly property color paperLine: "#7d8b90"
    readonly property color pen: "#101d4a"

    // ── which colour stands on which: a test computes each pair in both sets, and fails for a colour that is in none ──
    readonly property var texts: ({ // at least 7:1
        "ink": ["ground", "surface", "pressed", "actionKey"],
        "soft": ["ground", "surface", "pressed"],
        "primary": ["ground", "surface", "pressed"],
        "primaryInk": ["primary", "primaryPressed"],
        "noticeInk": ["notice", "surface"],
        "paperInk": ["paper"],
        "pen": ["paper"]
    })
    readonly property var shapes: ({ // at least 3:1: edges, marks and rings that say something
        "line": ["ground", "surface"],
        "noticeLine": ["ground", "notice", "surface"],
        "focus": ["ground", "surface"],
        "paperLine": ["paper"]
    })
    readonly property list<string> quiet: ["veil", "faint"] // what they show is said besides: what the veil covers waits, and the steps are told in words

    readonly property int calm: motion ? 160 : 0 // milliseconds of the only motion there is: a text that is read on glides
}
