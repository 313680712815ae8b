pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Window
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Settings

// The on-screen keyboard. Anchor it left, right and bottom: it takes no height while nobody types.
// Load it after the first frame; it needs kiosk.keyboard.announce() before the application starts.
Item {
    id: panel

    required property string language // kk, ru or en: the language of the screen
    readonly property bool active: input.active
    readonly property string typingLocale: InputContext.locale
    property real keyHeight: 14 * Screen.pixelDensity

    property color background: "#d7dce1"
    property color keyColor: "#ffffff"
    property color actionKeyColor: "#b4bec8"
    property color pressedKeyColor: "#0b4f8a"
    property color textColor: "#101820"
    property color pressedTextColor: "#ffffff"
    property string family: Application.font.family

    readonly property var locales: ({ "kk": "kk_KZ", "ru": "ru_RU", "en": "en_GB" })

    // Forget what the visitor did: the keyboard is down, and speaks the language of the screen when it comes up.
    function reset() {
        // qmllint disable missing-property
        Qt.inputMethod.hide()
        Qt.inputMethod.reset()
        // qmllint enable missing-property
        InputContext.priv.shiftHandler.shiftActive = false
        InputContext.priv.shiftHandler.capsLockActive = false
        followLanguage()
    }

    function followLanguage() {
        // Set twice: the visitor may have changed the typing language, which this setting does not know.
        VirtualKeyboardSettings.locale = ""
        VirtualKeyboardSettings.locale = locales[language]
    }

    implicitHeight: active ? input.height : 0
    onLanguageChanged: followLanguage()

    Component.onCompleted: {
        VirtualKeyboardSettings.activeLocales = Object.values(locales)
        followLanguage()
        VirtualKeyboardSettings.fullScreenMode = false
        // Nothing typed may be learned, offered again or kept: what is shown is typed, letter by letter.
        VirtualKeyboardSettings.defaultInputMethodDisabled = true
        VirtualKeyboardSettings.defaultDictionaryDisabled = true
        VirtualKeyboardSettings.handwritingModeDisabled = true
        VirtualKeyboardSettings.wordCandidateList.alwaysVisible = false
    }

    InputPanel {
        id: input
        width: panel.width
        visible: active
    }

    component Look: Binding { target: KeyboardLook }

    Look { property: "panelWidth"; value: panel.width }
    Look { property: "keyHeight"; value: panel.keyHeight }
    Look { property: "background"; value: panel.background }
    Look { property: "key"; value: panel.keyColor }
    Look { property: "actionKey"; value: panel.actionKeyColor }
    Look { property: "pressedKey"; value: panel.pressedKeyColor }
    Look { property: "text"; value: panel.textColor }
    Look { property: "pressedText"; value: panel.pressedTextColor }
    Look { property: "family"; value: panel.family }
}
