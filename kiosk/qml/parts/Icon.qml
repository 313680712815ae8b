import QtQuick
import QtQuick.Shapes
import kiosk.qml

// A line drawing on a 24 × 24 grid, as large as it is made.
Item {
    id: icon

    required property string path
    property color color: Theme.ink
    property real weight: 2

    implicitWidth: Theme.heading
    implicitHeight: implicitWidth

    Shape {
        width: 24
        height: 24
        scale: icon.width / 24
        transformOrigin: Item.TopLeft
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            strokeColor: icon.color
            strokeWidth: icon.weight
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            PathSvg { path: icon.path }
        }
    }
}
