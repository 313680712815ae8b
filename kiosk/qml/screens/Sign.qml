pragma ComponentBehavior: Bound

import QtQuick
import econsent.kiosk
import kiosk.qml
import kiosk.qml.parts

// The signature: drawn, a mark before a witness, or said aloud before one. What was drawn can be taken away and drawn anew.
Page {
    id: screen

    required property Kiosk kiosk
    property bool cosigner: false // the patient, beside the representative
    readonly property var signer: cosigner ? kiosk.entries.cosigning : { "manner": kiosk.entries.manner, "witness": kiosk.entries.witness }
    readonly property string manner: signer.manner
    readonly property InkPad pad: paper.pad
    readonly property bool spoken: manner === "spoken"
    readonly property bool roomBetween: Theme.wide || Theme.zoom < 1.3 // for a third button between the other two
    property bool choosing: false // in which other way to sign
    readonly property bool drawing: !spoken && !choosing
    // What was drawn belongs to the document that was reviewed: another review asks for another signature.
    readonly property bool signing: [cosigner ? "cosign" : "sign", "signing", "failed"].includes(kiosk.screen)
    onSigningChanged: {
        if (!signing)
            screen.pad.clear()
    }
    onVisibleChanged: choosing = false

    title: choosing ? qsTr("How would you like to sign?") : spoken ? qsTr("Say your decision aloud")
        : manner === "mark" ? qsTr("Make your mark") : cosigner ? qsTr("The patient signs here") : qsTr("Sign here")
    hint: choosing ? qsTr("For a mark, or a decision said aloud, a witness is needed: a medical worker, or somebody who came along.") : kiosk.entries.signText
    hintNeeded: !choosing && !spoken
    beside: Theme.wide && (drawing || Theme.zoom < 1.3) // so that there is room to draw, however large the text
    share: Theme.zoom < 1.3 ? 0.35 : 0.55
    primaryName: choosing ? "" : !spoken ? qsTr("Sign") : sheet.atEnd ? qsTr("I said it") : qsTr("Read on")
    primaryReady: spoken || !screen.pad.empty
    readonly property string missing: kiosk.refusal !== "ink" || !screen.pad.empty || choosing || spoken ? ""
        : manner === "mark" ? qsTr("Please make a cross or a dot in the white field first.")
        : qsTr("Please sign with your finger in the white field first.")
    message: hintNeeded && Theme.zoom > 1.3 ? "" : missing // else it is said in the field itself
    onPrimary: {
        if (spoken && !sheet.atEnd)
            sheet.readOn()
        else
            kiosk.sign(spoken || screen.pad.empty ? "" : screen.pad.inkml())
    }
    onBack: {
        if (choosing)
            choosing = false
        else
            kiosk.send("back")
    }

    // With an empty field there is nothing to clear: the same place offers another way then.
    component Tool: QuietButton {
        name: screen.pad.empty || screen.spoken ? qsTr("Sign another way") : qsTr("Clear")
        onAct: {
            if (screen.pad.empty || screen.spoken)
                screen.choosing = true
            else
                screen.pad.clear()
        }
    }

    SigningPaper {
        id: paper
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        height: Math.min(width, parent.height - (below.visible ? below.height + Theme.medium : 0))
        visible: screen.drawing
        invitation: screen.message === "" && screen.missing !== "" ? screen.missing
            : screen.manner === "mark" ? qsTr("A cross or a dot on this line") : qsTr("Sign with your finger on this line")
        urgent: screen.message === "" && screen.missing !== ""
        name: qsTr("Field for your signature")
    }

    Reader {
        id: sheet
        anchors.fill: parent
        anchors.bottomMargin: below.visible ? below.height + Theme.medium : 0
        visible: screen.spoken && !screen.choosing
        lead: screen.lead
        blocks: [["paragraph", qsTr("Say aloud, so that the witness hears it:")], ["words", qsTr("“I know what this document says. It is my decision.”")],
            ["paragraph", qsTr("Witness: %1").arg(screen.signer.witness)]].map(([kind, text]) => ({ "kind": kind, "text": text.replace(/&/g, "&amp;").replace(/</g, "&lt;"), "plain": text }))
    }
    Options {
        anchors.fill: parent
        visible: screen.choosing
        mark: "arrow"
        model: [
            { "value": "ink", "name": qsTr("With my signature") },
            { "value": "mark", "name": qsTr("A cross or a dot") },
            { "value": "spoken", "name": qsTr("I cannot draw: I say it aloud") },
            { "value": "paper", "name": qsTr("On paper, with a pen") }
        ].filter(way => way.value !== screen.manner && (way.value !== "paper" || (screen.kiosk.entries.onPaper && !screen.cosigner)))
        onPicked: value => screen.kiosk.send(value)
    }

    Tool {
        id: below
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        visible: !screen.roomBetween && !screen.choosing
    }
    between: Tool {
        anchors.right: parent.right
        height: parent.height
        visible: screen.roomBetween && !screen.choosing && (!screen.spoken || sheet.atEnd)
    }
}
