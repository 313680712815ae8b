import QtQuick

// A screen of a few small questions, one at a time; what is not answered says so when one wants to go on.
Page {
    id: questions

    required property var asked // each with title, hint, answered, and what to say where it is missing
    signal finished()
    signal returned()
    signal settled() // what is being typed ends here: said before it is judged
    signal held() // asked to go on where one may not yet

    property int part: 0
    property bool missed: false
    property bool turning: true // one may go on
    readonly property var current: asked[part] ?? asked[0]

    function turn(to: int) {
        part = to
        missed = false
    }

    title: current.title
    hint: current.hint ?? ""
    counter: asked.length > 1 ? qsTr("Question %1 of %2").arg(part + 1).arg(asked.length) : ""
    primaryReady: current.answered
    message: missed && !current.answered ? current.missing : current.doubt ?? ""
    onPrimary: {
        questions.settled()
        if (!turning)
            questions.held()
        else if (!current.answered)
            missed = true
        else if (part + 1 < asked.length)
            turn(part + 1)
        else
            questions.finished()
    }
    onBack: {
        questions.settled()
        if (part > 0)
            turn(part - 1)
        else
            questions.returned()
    }
    onVisibleChanged: {
        if (visible)
            turn(asked.every(each => each.answered) ? asked.length - 1 : 0)
    }
}
