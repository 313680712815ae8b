import QtQuick
import kiosk.qml

// Shows that a sheet goes on, and where one is on it. It stands at the sheet's right edge, and takes no touch.
Rectangle {
    id: mark

    required property Flickable marks
    readonly property Item marked: marks
    readonly property real track: marks.height - 2 * Theme.small

    x: marks.x + marks.width - width - 2 * Theme.unit
    y: marks.y + Theme.small + track * marks.visibleArea.yPosition
    width: 2 * Theme.unit
    height: track * marks.visibleArea.heightRatio
    radius: width / 2
    color: Theme.line
    visible: marks.visible && marks.contentHeight > marks.height + 1
}
