pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Styles
import "../../../../.."

// Large quiet keys. No bubbles, no word lists and no pop-ups: nothing repeats what a person types.
KeyboardStyle {
    id: style

    // English of no country; the other two name themselves without one.
    readonly property string namedLocale: InputContext.locale.startsWith("en") ? "en_001" : InputContext.locale

    keyboardDesignWidth: KeyboardLook.panelWidth
    keyboardDesignHeight: KeyboardLook.rows * KeyboardLook.keyHeight
    keyboardRelativeLeftMargin: KeyboardLook.margin / keyboardDesignWidth
    keyboardRelativeRightMargin: KeyboardLook.margin / keyboardDesignWidth

    keyboardBackground: Rectangle {
        color: KeyboardLook.background
    }

    keyPanel: KeyFace {
        label: control === null ? "" : control.uppercased ? control.displayText.toUpperCase() : control.displayText
    }
    symbolKeyPanel: KeyFace {
        label: control === null ? "" : control.displayText
    }
    spaceKeyPanel: KeyFace {
        label: Qt.locale(style.namedLocale).nativeLanguageName
    }
    languageKeyPanel: KeyFace {
        icon: "M12 2 A10 10 0 1 0 12 22 A10 10 0 1 0 12 2 M2 12 H22 M12 2 C6 8 6 16 12 22 M12 2 C18 8 18 16 12 22"
    }
    shiftKeyPanel: KeyFace {
        icon: "M12 4 L4 13 H8.5 V20 H15.5 V13 H20 Z"
        lit: InputContext.shiftActive || InputContext.capsLockActive
    }
    backspaceKeyPanel: KeyFace {
        icon: "M9 5 H22 V19 H9 L2 12 Z M12 9 L18 15 M18 9 L12 15"
    }
    enterKeyPanel: KeyFace {
        icon: "M20 5 V13 H4 M9 8 L4 13 L9 18"
    }
    hideKeyPanel: KeyFace {
        icon: "M2 4 H22 V14 H2 Z M6 9 H6.1 M10 9 H10.1 M14 9 H14.1 M18 9 H18.1 M8 18 L12 22 L16 18"
    }
}
