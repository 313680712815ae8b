import QtQuick
import kiosk.qml

// The base of everything that can be pressed: role, name, focus, touch, mouse and keys live here once.
FocusScope {
    id: control

    required property string name
    property string description: ""
    property bool choosable: false
    property bool several: false // choosable beside others
    property bool chosen: false
    readonly property bool down: tap.pressed
    signal act()

    function press() {
        forceActiveFocus(Qt.TabFocusReason)
        control.act()
    }

    implicitWidth: Theme.touch
    implicitHeight: Theme.touch
    activeFocusOnTab: true

    Accessible.role: several ? Accessible.CheckBox : choosable ? Accessible.RadioButton : Accessible.Button
    Accessible.name: name
    Accessible.description: description
    Accessible.focusable: true
    Accessible.checkable: choosable
    Accessible.checked: chosen
    Accessible.onPressAction: control.act()

    Keys.onReturnPressed: control.act()
    Keys.onEnterPressed: control.act()
    Keys.onSpacePressed: control.act()

    TapHandler {
        id: tap
        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 0 // a finger that rests for long presses as well
        onTapped: control.act()
    }

    Rectangle {
        anchors.fill: parent
        anchors.margins: -Theme.tiny
        radius: Theme.radius + Theme.tiny
        color: "transparent"
        border.color: Theme.focus
        border.width: Theme.border
        visible: control.activeFocus
    }
}
