pragma ComponentBehavior: Bound

import QtQuick
import kiosk.qml

// How far along: a segment a step, beside the words "step 3 of 8" that the page says.
Row {
    id: bar

    required property int step
    required property int steps

    spacing: Theme.tiny

    Repeater {
        model: bar.steps

        Rectangle {
            required property int index
            width: (bar.width - (bar.steps - 1) * bar.spacing) / bar.steps
            height: 1.6 * Theme.unit
            radius: height / 2
            color: index < bar.step ? Theme.primary : Theme.faint
        }
    }
}
