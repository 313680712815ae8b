pragma ComponentBehavior: Bound

import QtQuick
import econsent.kiosk
import kiosk.qml
import kiosk.qml.parts
import kiosk.qml.screens

// The window: the top bar, one screen at a time, questions over it, the keyboard under it.
// Only the welcome screen is made for the first frame; the others follow behind it.
Window {
    id: window

    required property Kiosk kiosk
    required property Staff staff
    required property Office office
    required property PaperWay paper
    required property Batch batch
    required property ReadAloud reader
    property bool windowed: false
    property real pixelsPerMillimetre: 3.78

    readonly property var files: ({
        "who": "Who", "companion": "Companion", "whose": "Whose", "identify": "Identify", "other": "Other",
        "name": "PersonName", "minor": "Minor", "representative": "Representative", "authority": "Authority", "contract": "Contract", "listed": "Listed",
        "notice": "Notice", "information": "Information", "changes": "Changes", "choices": "Choices", "scopes": "Scopes",
        "words": "OwnWords", "hand": "Handwriting", "review": "Review", "sign": "Sign", "witness": "Witness",
        "paper": "OnPaper", "photo": "Photo", "sheet": "Sheet", "signing": "Signing",
        "assent": "Assent", "handover": "Handover", "coreview": "Coreview", "cosign": "Cosign", "cowitness": "Cowitness",
        "done": "Done", "failed": "Failed", "unready": "Unready"
    })
    readonly property list<string> paperScreens: ["paper", "photo", "sheet"]
    readonly property bool welcoming: kiosk.screen === "welcome" || kiosk.screen === "checking"
    readonly property string behind: office.screen // where staff are
    readonly property bool greeting: kiosk.screen === "welcome" && (behind === "" || behind === "door") // nobody is here yet
    property int made: 0
    readonly property bool complete: made === Object.keys(files).length && keyboard.status === Loader.Ready

    title: ""
    visible: true
    visibility: windowed ? Window.Windowed : Window.FullScreen
    flags: windowed ? Qt.Window : Qt.Window | Qt.FramelessWindowHint
    color: Theme.ground
    onClosing: event => event.accepted = windowed

    Binding { target: Theme; property: "pixelsPerMillimetre"; value: window.pixelsPerMillimetre }
    Binding { target: Theme; property: "window"; value: Qt.size(window.width, window.height) }
    Binding { target: Theme; property: "zoom"; value: window.kiosk.textScale }
    Binding { target: Theme; property: "highContrast"; value: window.kiosk.highContrast }
    Binding { target: Theme; property: "motion"; value: window.kiosk.motion }

    TopBar {
        id: bar
        anchors.left: parent.left
        anchors.right: parent.right
        language: window.kiosk.language
        languages: window.kiosk.languages
        step: window.kiosk.step
        steps: window.kiosk.steps
        leaving: step > 0 && window.kiosk.screen !== "signing"
        choosing: step > 0 && window.kiosk.screen !== "signing"
        onCancelled: window.kiosk.send("cancel")
        onLanguageChosen: code => window.kiosk.speak(code)
        onEnlarged: window.kiosk.enlarge()
        onContrasted: window.kiosk.changeContrast()
        enabled: window.kiosk.overlay === "" && window.office.screen === ""
        reading: window.reader.on
        silent: window.reader.silent
        slowest: window.reader.slowest
        told: window.kiosk.refusal === "scan" ? qsTr("This code is not known here. Nothing was changed: please type your IIN.")
            : window.kiosk.screen === "identify" && window.kiosk.entries.referred && window.kiosk.entries.iin === "" ? qsTr("Your referral was read. Please type or scan your IIN too.") : ""
        onReadToggled: window.reader.toggle()
        onReadAgain: window.reader.again()
        onReadSlower: window.reader.slowDown()
        onVolumeTurned: steps => window.reader.turnVolume(steps)
        Keys.forwardTo: [arrows]
    }

    // Arrows go from control to control as Tab does, wherever a control has no use for them itself.
    Item {
        id: arrows
        Keys.onPressed: event => {
            const forward = event.key === Qt.Key_Down || event.key === Qt.Key_Right
            if (!forward && event.key !== Qt.Key_Up && event.key !== Qt.Key_Left)
                return
            window.activeFocusItem?.nextItemInFocusChain(forward).forceActiveFocus(Qt.TabFocusReason)
            event.accepted = true
        }
    }

    Phrases { id: phrases }
    Binding { target: window.reader; property: "words"; value: phrases.words }

    FocusScope {
        id: stage
        anchors.top: bar.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: keyboard.top
        focus: true
        enabled: window.kiosk.overlay === ""
        visible: window.office.screen === ""
        Keys.forwardTo: [arrows]

        Welcome {
            anchors.fill: parent
            visible: window.welcoming
            languages: window.kiosk.languages
            organisation: window.staff.organisation
            point: window.staff.point
            busy: window.kiosk.busy
            onChosen: code => window.kiosk.begin(code)
        }

        Repeater {
            id: screens
            model: window.kiosk.warm ? Object.keys(window.files) : []

            Loader {
                id: place
                required property string modelData
                readonly property bool shown: window.kiosk.screen === modelData
                asynchronous: true
                focus: visible
                visible: shown

                // Thirty screens that nobody sees need not be laid out anew in the frame in which the keyboard comes up:
                // one that is not shown keeps the size it had, and takes its place when its turn comes.
                Binding on width { value: stage.width; when: place.shown; restoreMode: Binding.RestoreNone }
                Binding on height { value: stage.height; when: place.shown; restoreMode: Binding.RestoreNone }
                onLoaded: window.made += 1
                Component.onCompleted: {
                    width = stage.width
                    height = stage.height
                    setSource("screens/" + window.files[modelData] + ".qml", modelData === "signing" ? {}
                        : window.paperScreens.includes(modelData) ? { "kiosk": window.kiosk, "paper": window.paper } : { "kiosk": window.kiosk })
                }
            }
        }
    }

    StaffCorner {
        anchors.left: parent.left
        anchors.top: parent.top
        anchors.margins: Theme.small
        visible: window.welcoming && window.office.screen === ""
        health: window.staff.health
        trouble: window.staff.trouble
        onKnocked: window.office.knock()
        Keys.forwardTo: [arrows]
    }

    Loader {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: bar.bottom
        anchors.bottom: keyboard.top
        active: window.office.screen !== ""
        Keys.forwardTo: [arrows]
        onLoaded: forceActiveFocus()
        onActiveChanged: {
            if (active)
                setSource("screens/StaffRoom.qml", { "office": window.office, "kiosk": window.kiosk, "staff": window.staff, "batch": window.batch })
            else {
                source = ""
                stage.forceActiveFocus() // whoever is led on from here types at once
            }
        }
    }

    // The panel takes no height while nobody types. Its import costs a tenth of a second, so its file is named here.
    Loader {
        id: keyboard
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        asynchronous: true
    }

    Loader {
        anchors.fill: parent
        active: window.kiosk.overlay !== ""
        onLoaded: forceActiveFocus()
        Keys.forwardTo: [arrows]
        sourceComponent: window.kiosk.overlay === "idle" ? idle : stopping
    }

    Component {
        id: idle
        Question {
            title: qsTr("Are you still here?")
            explanation: qsTr("To keep your answers private, this screen will be cleared in %n second(s).", "", window.kiosk.remaining)
            stayName: qsTr("I need more time")
            leaveName: qsTr("Clear and leave")
            onStay: window.kiosk.send("stay")
            onLeave: window.kiosk.send("leave")
        }
    }
    Component {
        id: stopping
        Question {
            title: qsTr("Stop here?")
            explanation: qsTr("Nothing will be signed, and everything you entered will be cleared.")
            stayName: qsTr("Go on")
            leaveName: qsTr("Clear and leave")
            onStay: window.kiosk.send("stay")
            onLeave: window.kiosk.send("leave")
        }
    }

    Binding { target: keyboard.item; property: "language"; value: window.office.screen === "enrol" ? "en" : window.kiosk.language } // codes are in Latin letters
    Binding { target: keyboard.item; property: "keyHeight"; value: 14 * Theme.unit }
    Binding { target: keyboard.item; property: "background"; value: Theme.faint }
    Binding { target: keyboard.item; property: "keyColor"; value: Theme.surface }
    Binding { target: keyboard.item; property: "actionKeyColor"; value: Theme.actionKey }
    Binding { target: keyboard.item; property: "textColor"; value: Theme.ink }
    Binding { target: keyboard.item; property: "pressedKeyColor"; value: Theme.primary }
    Binding { target: keyboard.item; property: "pressedTextColor"; value: Theme.primaryInk }

    Connections {
        target: window.kiosk
        function onWarmed() {
            keyboard.setSource("keyboard/KeyboardPanel.qml", { "language": window.kiosk.language })
        }
        function onWiped() {
            // qmllint disable missing-property
            keyboard.item?.reset() // the panel's type is not imported before the first frame
            // qmllint enable missing-property
        }
    }
}
