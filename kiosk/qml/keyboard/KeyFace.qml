import QtQuick
import QtQuick.VirtualKeyboard.Styles

// What every key looks like: a face, and on it a text or an icon.
KeyPanel {
    id: face

    property string label: ""
    property string icon: ""
    property bool lit: false
    readonly property bool pressed: control !== null && control.pressed
    readonly property bool inverted: pressed || lit
    readonly property color ink: inverted ? KeyboardLook.pressedText : KeyboardLook.text
    readonly property bool action: control !== null && control.highlighted

    opacity: control !== null && !control.enabled ? 0.4 : 1

    Rectangle {
        anchors { fill: parent; margins: KeyboardLook.gap }
        radius: KeyboardLook.gap * 2
        color: face.inverted ? KeyboardLook.pressedKey : face.action ? KeyboardLook.actionKey : KeyboardLook.key
    }
    Text {
        anchors { fill: parent; margins: KeyboardLook.gap * 2 }
        visible: face.icon === ""
        text: face.label
        color: face.ink
        elide: Text.ElideRight
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        font {
            family: KeyboardLook.family
            pixelSize: KeyboardLook.keyHeight * (face.label.length > 1 ? 0.34 : 0.5)
        }
    }
    LineIcon {
        anchors.centerIn: parent
        visible: face.icon !== ""
        path: face.icon
        color: face.ink
        size: KeyboardLook.keyHeight * 0.45
    }
}
