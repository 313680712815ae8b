import QtQuick
import kiosk.qml

// A field for one line of typed text, at the top of its page: the keyboard comes up beneath it.
TextBox {
    anchors.left: parent ? parent.left : undefined
    anchors.right: parent ? parent.right : undefined
    anchors.top: parent ? parent.top : undefined
    height: Math.max(20 * Theme.unit, Theme.heading * 2)
    oneLine: true
    onVisibleChanged: {
        if (visible)
            input.forceActiveFocus()
        else
            input.focus = false
    }
}
