import QtQuick

// How a control is said aloud: what it is and how it stands, in the language shown.
QtObject {
    readonly property var words: ({
        "alert": qsTr("Please note: %1"),
        "button": qsTr("%1, button"),
        "chosen": qsTr("%1, chosen"),
        "unchosen": qsTr("%1, not chosen"),
        "field": qsTr("%1, field to type in"),
        "erased": qsTr("%1, erased"),
        " ": qsTr("space"), // and what has no sound of its own, by its name
        "-": qsTr("hyphen"),
        ".": qsTr("full stop"),
        "ъ": qsTr("hard sign"),
        "ь": qsTr("soft sign")
    })
}
