pragma Singleton

import QtQuick

// What went wrong, in the language shown: `trouble` is what the bridge tells, with its sentences in the words of the code.
QtObject {
    function name(trouble: var): string {
        return (trouble.code ?? "") + (trouble.place ? " (" + trouble.place + ")" : "")
    }
    function happened(trouble: var): string {
        return trouble.what ? qsTranslate("Troubles", trouble.what) : ""
    }
    function remedy(trouble: var): string {
        return trouble.remedy ? qsTranslate("Troubles", trouble.remedy) : ""
    }
    function line(trouble: var): string {
        return trouble.code ? name(trouble) + ": " + happened(trouble) + " " + remedy(trouble) : ""
    }
}
