pragma ComponentBehavior: Bound

import QtQuick
import kiosk.qml

// Answers of equal weight, as many as there is room for; where some do not fit, a button of the page (More) turns to them.
FocusScope {
    id: options

    required property var model // each with value, name and chosen, some with an explanation
    property string mark: "ring"
    property int columns: Theme.wide && Theme.zoom < 1.5 && model.length > 4 ? 2 : 1
    signal picked(string value)

    property int sheet: 0
    property int made: 0
    readonly property real gap: Theme.zoom < 1.5 ? Theme.medium : Theme.small
    readonly property real each: (width - (columns - 1) * gap) / columns
    readonly property real most: 46 * Theme.unit // an answer is stretched so far, where there is room
    readonly property bool brief: whole(heights(made, "fullHeight")) > height // names first, all on one sheet
    readonly property var rows: arranged(heights(made, brief ? "briefHeight" : "fullHeight"))
    readonly property int sheets: rows.length > 0 ? rows[rows.length - 1].sheet + 1 : 1

    function turn() {
        sheet = (sheet + 1) % sheets
    }

    function heights(count: int, measure: string): var {
        const found = []
        for (let place = 0; place < Math.min(count, repeater.count); place += 1) {
            const row = Math.floor(place / columns)
            found[row] = Math.max(found[row] ?? 0, repeater.itemAt(place)?.[measure] ?? 0)
        }
        return found
    }

    function whole(heights: var): real {
        return heights.reduce((sum, height) => sum + height + gap, -gap)
    }

    function arranged(heights: var): var {
        const spare = Math.max(0, height - whole(heights)) / heights.length
        let turn = 0, y = 0
        return heights.map(least => {
            const tall = Math.max(least, Math.min(least + spare, most))
            if (y > 0 && y + tall > height + 1) {
                turn += 1
                y = 0
            }
            const row = { "sheet": turn, "y": y, "height": tall }
            y += tall + gap
            return row
        })
    }

    onVisibleChanged: {
        sheet = 0
        if (visible)
            forceActiveFocus()
    }
    onSheetsChanged: sheet = 0

    Repeater {
        id: repeater
        model: options.model.length // a number: answers change under the finger, their buttons stay
        onItemAdded: options.made += 1
        onItemRemoved: options.made -= 1

        Option {
            required property int index
            readonly property var item: options.model[index] ?? ({ "name": "", "value": "", "chosen": false })
            readonly property var row: options.rows[Math.floor(index / options.columns)] ?? ({ "sheet": 0, "y": 0, "height": implicitHeight })
            x: (index % options.columns) * (options.each + options.gap)
            y: row.y
            width: options.each
            height: row.height
            visible: row.sheet === options.sheet
            mark: options.mark
            brief: options.brief
            name: item.name
            explanation: item.explanation ?? ""
            chosen: item.chosen ?? false
            onAct: options.picked(item.value)
        }
    }
}
