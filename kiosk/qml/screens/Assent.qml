pragma ComponentBehavior: Bound

import QtQuick
import econsent.kiosk
import kiosk.qml
import kiosk.qml.parts

// A child is told and asked in plain words, beside the representative who decides. Three answers weigh the same.
Questions {
    id: screen

    required property Kiosk kiosk
    readonly property var told: kiosk.entries.childText
    readonly property var assent: kiosk.entries.assent
    readonly property bool agrees: assent.said === "yes"
    readonly property bool telling: part === 0
    readonly property bool answering: part === 1
    readonly property bool saying: part === 2
    readonly property bool naming: part === 3 && assent.how === "worker"
    readonly property bool drawing: part === 3 && assent.how === "drawn"

    function last(): var {
        if (assent.how === "worker")
            return [{ "title": qsTr("Name of the medical worker who heard it"), "hint": qsTr("Surname, name and patronymic."),
                      "answered": assent.worker.trim() !== "", "missing": qsTr("Please type the name of the worker.") }]
        if (assent.how === "drawn")
            return [{ "title": qsTr("Draw something here"), "hint": qsTr("A name, a cross, a sun: anything."),
                      "answered": assent.drawn, "missing": qsTr("Please let the child draw in the white field first.") }]
        return []
    }

    asked: [
        { "title": told.title ?? "", "hint": qsTr("Please let the child come to the screen, and read it together."), "answered": true },
        { "title": told.question ?? "", "hint": qsTr("The child answers. For a child who is too small or unwell, choose the last answer."),
          "answered": (assent.said ?? "") !== "", "missing": qsTr("Please choose one of the three answers."),
          "doubt": assent.said === "no" ? qsTr("Then nobody is filmed: the document will say “I do not agree”.") : "" },
        ...(agrees ? [{ "title": qsTr("How does the child say yes?"), "answered": assent.how !== "", "missing": qsTr("Please choose one.") }, ...last()] : [])
    ]
    counter: ""
    primaryName: telling && !reader.atEnd ? qsTr("Read on") : qsTr("Next")
    turning: !telling || reader.atEnd
    onHeld: reader.readOn()
    onFinished: kiosk.send("next")
    onReturned: kiosk.send("back")
    onSettled: {
        if (naming)
            kiosk.endTyping()
        if (drawing && !paper.pad.empty)
            kiosk.drawAssent(paper.pad.inkml())
    }
    onDrawingChanged: paper.pad.clear()

    Reader {
        id: reader
        anchors.fill: parent
        visible: screen.telling
        lead: screen.lead
        blocks: screen.told.blocks ?? []
        centred: true
    }

    Options {
        anchors.fill: parent
        visible: screen.answering
        model: [
            { "value": "yes", "name": qsTr("Yes"), "chosen": screen.agrees },
            { "value": "no", "name": qsTr("No"), "chosen": screen.assent.said === "no" },
            { "value": "none", "name": qsTr("Does not answer"), "chosen": screen.assent.said === "none" }
        ]
        onPicked: value => screen.kiosk.send("answer", value)
    }

    Options {
        anchors.fill: parent
        visible: screen.saying
        model: [
            { "value": "representative", "name": qsTr("Aloud: I heard it"), "chosen": screen.assent.how === "representative" },
            { "value": "worker", "name": qsTr("Aloud: a medical worker heard it"), "chosen": screen.assent.how === "worker" },
            { "value": "drawn", "name": qsTr("The child draws on the screen"), "chosen": screen.assent.how === "drawn" }
        ]
        onPicked: value => screen.kiosk.send("how", value)
    }

    TextLine {
        visible: screen.naming
        name: screen.title
        value: screen.assent.worker ?? ""
        spells: true
        onAccepted: screen.primary()
        onEdited: text => screen.kiosk.send("worker", text)
    }

    SigningPaper {
        id: paper
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        height: Math.min(width, parent.height - wipe.height - Theme.medium)
        visible: screen.drawing
        invitation: screen.assent.drawn ? qsTr("The drawing is kept. A new one takes its place.") : qsTr("The child draws here with a finger")
        name: qsTr("Field for the child’s drawing")
    }

    QuietButton {
        id: wipe
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        visible: screen.drawing && !paper.pad.empty
        name: qsTr("Clear")
        textSize: screen.footText
        onAct: {
            paper.pad.clear()
            screen.kiosk.drawAssent("")
        }
    }
}
