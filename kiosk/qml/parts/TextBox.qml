import QtQuick
import kiosk.qml

// A field for typed text. What is typed is nobody else's: no prediction, no dictionary, no history.
Panel {
    id: box

    required property string name
    required property string value
    property bool oneLine: false
    property bool numeric: false // digits come first on the keyboard, letters are at hand
    property bool spells: false // a keypad's digits write letters: there is no digit in a name
    property alias input: area
    signal edited(string text)
    signal accepted()

    border.color: area.activeFocus ? Theme.primary : Theme.line
    border.width: Theme.border

    Spelling { id: spelling }

    function end(): bool {
        if (oneLine)
            accepted()
        return oneLine
    }

    // A binding would break at the first letter typed, and a letter being composed must not be typed over.
    onValueChanged: {
        if (area.text !== value)
            area.text = value
    }

    Flickable {
        id: sheet
        anchors.fill: parent
        anchors.margins: box.oneLine ? Theme.small : Theme.medium
        contentHeight: area.height
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        function follow(spot) {
            if (contentY > spot.y)
                contentY = spot.y
            else if (contentY + height < spot.y + spot.height)
                contentY = spot.y + spot.height - height
        }

        TextEdit {
            id: area
            width: sheet.width - (box.oneLine ? 0 : 4 * Theme.unit)
            height: Math.max(implicitHeight, sheet.height)
            verticalAlignment: box.oneLine ? TextEdit.AlignVCenter : TextEdit.AlignTop
            font.family: Theme.family
            font.pixelSize: box.oneLine ? Theme.heading : Theme.body
            color: Theme.ink
            selectionColor: Theme.primary
            selectedTextColor: Theme.primaryInk
            wrapMode: TextEdit.Wrap
            textFormat: TextEdit.PlainText
            activeFocusOnTab: true
            inputMethodHints: Qt.ImhNoPredictiveText | Qt.ImhSensitiveData | (box.numeric ? Qt.ImhPreferNumbers : Qt.ImhNone)
            Accessible.role: Accessible.EditableText
            Accessible.name: box.name
            Accessible.multiLine: !box.oneLine
            Accessible.description: !box.spells ? "" : qsTr("On a keypad, 2 to 9 write letters, as on a telephone. The same key again writes its next letter. 1 ends a letter, 0 is a space, the star takes back the last letter.")
            onTextChanged: {
                if (activeFocus && text !== box.value)
                    box.edited(box.oneLine ? text.replace(/\n/g, " ") : text)
            }
            onCursorRectangleChanged: sheet.follow(cursorRectangle)
            Keys.onPressed: event => {
                event.accepted = box.spells && spelling.knows(event.text)
                if (event.accepted) {
                    text = spelling.press(event.text, text)
                    cursorPosition = length
                }
            }
            // A tab is no letter here: who has only keys must get out again.
            Keys.onTabPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
            Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
            Keys.onReturnPressed: event => event.accepted = box.end()
            Keys.onEnterPressed: event => event.accepted = box.end() // a keypad has this one
        }
    }

    ScrollMark { marks: sheet; visible: !box.oneLine && sheet.contentHeight > sheet.height + 1 }
}
