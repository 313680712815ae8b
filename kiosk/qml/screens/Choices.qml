import QtQuick
import econsent.kiosk
import kiosk.qml
import kiosk.qml.parts

// One question; two answers that weigh the same. Nothing is chosen beforehand.
Page {
    id: screen

    required property Kiosk kiosk
    readonly property var question: kiosk.entries.question

    title: question.title ?? ""
    counter: qsTr("Question %1 of %2").arg(question.number ?? 1).arg(question.count ?? 1)
    hint: kiosk.entries.speaker === "representative" ? qsTr("Whatever you choose, the patient’s blood is drawn all the same.")
        : kiosk.entries.speaker === "worker" ? qsTr("Whatever you choose, your contract, pay and position stay the same.")
        : qsTr("Whatever you choose, your blood is drawn all the same.")
    primaryReady: (question.answer ?? "") !== ""
    message: kiosk.refusal === "unanswered" ? qsTr("Please choose one of the two answers.") : ""
    onPrimary: kiosk.send("next")
    onBack: kiosk.send("back")

    Reader {
        id: reader
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        height: Math.min(answers.room, Theme.wide ? answers.room : 120 * Theme.unit)
        blocks: screen.question.blocks ?? []
        centred: true
    }

    Grid {
        id: answers
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: reader.bottom
        anchors.topMargin: Theme.medium
        columns: Theme.wide || Theme.zoom < 1.2 ? 2 : 1 // upright, words in brackets need the whole width of a larger text
        spacing: Theme.medium

        readonly property real each: (width - (columns - 1) * spacing) / columns
        readonly property real room: parent.height - height - Theme.medium
        readonly property real tall: Math.max(agree.implicitHeight, disagree.implicitHeight)

        ChoiceButton {
            id: agree
            width: answers.each
            height: answers.tall
            name: qsTr("I agree")
            chosen: screen.question.answer === "permit"
            onAct: screen.kiosk.send("answer", "permit")
        }
        ChoiceButton {
            id: disagree
            width: answers.each
            height: answers.tall
            name: qsTr("I do not agree")
            chosen: screen.question.answer === "deny"
            onAct: screen.kiosk.send("answer", "deny")
        }
    }
}
