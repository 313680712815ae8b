import QtQuick
import econsent.kiosk
import kiosk.qml.parts

// What is withdrawn, scope by scope. What stands is never shown: anybody could type a number.
Page {
    id: screen

    required property Kiosk kiosk
    readonly property var scopes: kiosk.entries.scopes
    readonly property bool everything: scopes.length > 0 && scopes.every(scope => scope.chosen)

    function toggleAll() {
        for (const scope of scopes.filter(each => each.chosen === everything).map(each => each.scope))
            kiosk.send("toggle", scope)
    }

    beside: false // each answer needs some words: the whole width is theirs
    title: qsTr("What do you withdraw?")
    hint: qsTr("Choose one or more. What was agreed to earlier is not shown here.")
    primaryReady: scopes.some(scope => scope.chosen)
    message: kiosk.refusal === "nothing" ? qsTr("Please choose at least one.") : ""
    onPrimary: kiosk.send("next")
    onBack: kiosk.send("back")

    Options {
        id: answers
        anchors.fill: parent
        mark: "box"
        model: [
            { "value": "", "name": qsTr("Choose all"), "chosen": screen.everything },
            ...screen.scopes.map(scope => ({
                "value": scope.scope,
                "name": scope.title,
                "explanation": scope.blocks.map(block => block.plain).join(" "),
                "chosen": scope.chosen
            }))
        ]
        onPicked: value => value === "" ? screen.toggleAll() : screen.kiosk.send("toggle", value)
    }
    between: More { options: answers }
}
