pragma ComponentBehavior: Bound

import QtQuick
import kiosk.qml
import kiosk.qml.parts

// Three languages, each saying itself. A touch is enough.
Item {
    id: screen

    required property var languages
    required property var organisation
    required property string point
    required property bool busy
    signal chosen(string code)

    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.margin
        spacing: Theme.large * 1.2

        Column {
            width: parent.width
            spacing: Theme.small

            Say {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: screen.languages.map(language => language.greeting).join(Theme.wide && Theme.zoom < 1.7 ? "   ·   " : "\n")
                font.pixelSize: Theme.title
                font.weight: Font.Medium
                lineHeight: 0.96
            }
            Repeater {
                model: Theme.zoom < 1.7 ? screen.organisation : []
                Say {
                    required property string modelData
                    width: parent.width
                    horizontalAlignment: Text.AlignHCenter
                    text: modelData
                    color: Theme.soft
                }
            }
            Say {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                visible: text !== "" && Theme.zoom < 1.7
                text: screen.point
                color: Theme.soft
            }
        }

        Grid {
            id: cards
            width: parent.width
            columns: Theme.wide ? 3 : 1
            spacing: Theme.medium * 1.4

            Repeater {
                model: screen.languages

                Pressable {
                    id: card
                    required property var modelData
                    name: modelData.name
                    width: (cards.width - (cards.columns - 1) * cards.spacing) / cards.columns
                    height: Math.max(Theme.wide ? 74 * Theme.unit : 50 * Theme.unit, words.height + 2 * Theme.large)
                    onAct: screen.chosen(modelData.code)

                    Rectangle {
                        anchors.fill: parent
                        radius: Theme.radius * 1.5
                        color: card.down ? Theme.pressed : Theme.surface
                        border.color: Theme.primary
                        border.width: Theme.border
                    }
                    Column {
                        id: words
                        anchors.centerIn: parent
                        width: parent.width - 2 * Theme.small
                        spacing: Theme.medium

                        Text {
                            width: parent.width
                            text: card.modelData.name
                            font.family: Theme.family
                            font.pixelSize: Theme.display
                            font.weight: Font.Medium
                            color: Theme.ink
                            horizontalAlignment: Text.AlignHCenter
                            wrapMode: Text.WordWrap
                        }
                        Rectangle {
                            anchors.horizontalCenter: parent.horizontalCenter
                            width: invitation.implicitWidth + 2 * Theme.large
                            height: invitation.implicitHeight + Theme.medium
                            radius: height / 2
                            color: Theme.primary

                            Text {
                                id: invitation
                                anchors.centerIn: parent
                                text: card.modelData.invitation
                                font.family: Theme.family
                                font.pixelSize: Theme.button
                                font.weight: Font.Medium
                                color: Theme.primaryInk
                            }
                        }
                    }
                }
            }
        }
    }

    Say {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.large
        text: screen.busy ? qsTr("One moment…") : ""
        color: Theme.soft
    }
}
