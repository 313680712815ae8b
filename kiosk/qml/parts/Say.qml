import QtQuick
import kiosk.qml

// Words on the screen, in the accessibility tree as well.
Text {
    id: say

    property string spoken: text

    font.family: Theme.family
    font.pixelSize: Theme.body
    lineHeight: Theme.leading
    color: Theme.ink
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
    Accessible.role: Accessible.StaticText
    Accessible.name: spoken
    Accessible.ignored: spoken === ""
}
