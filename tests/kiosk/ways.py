"""The ways through that are not the ordinary one, gone by touch in any language; each yields the stages it comes to."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from tests.kiosk.minors import aged
from tests.kiosk.visits import IIN, WORDS, Visit

CHILD = "200305500121"
"""The IIN of somebody born on 5 March 2020, who does not exist."""
PARENT = {"kk": "Қуаныш", "ru": "Асель", "en": "Anna"}
WITNESS = {"kk": "Айгүл", "ru": "Ольга", "en": "Mary"}
NEXT, MORE = ("Page", "Next"), ("More", "More answers")
Words = tuple[str, str]


def said(words: Words) -> str:
    """Return what a screen says, in the language shown."""
    return QCoreApplication.translate(*words)


def tap(here: Visit, *words: Words) -> None:
    """Touch controls in turn, turning to more answers where one is not among those shown."""
    for name, more in ((said(each), said(MORE)) for each in words):
        here.wait(lambda name=name, more=more: bool({name, more} & set(here.hand.names())))
        for _ in range(9):
            if here.hand.find(name) is not None:
                break
            here.tap(more)
        here.tap(name)


def stages(here: Visit, name: str) -> Iterator[str]:
    """Yield a stage, and once more for every further sheet of its answers."""
    here.wait(name.partition("-")[0])
    yield name
    seen = {tuple(here.hand.names())}
    while said(MORE) in here.hand.names():
        here.tap(said(MORE))
        if tuple(here.hand.names()) in seen:
            return
        seen.add(tuple(here.hand.names()))
        yield f"{name}-{len(seen)}"


def write(here: Visit, screen: str, text: str) -> None:
    """Type on the field of a screen, and go on."""
    here.hand.type(text)
    tap(here, NEXT)


def read_on(here: Visit, screen: str, last: str) -> None:
    """Read a page of a screen to its end, and touch what stands there then."""
    here.wait(screen)
    context = {"cowitness": "Witness", "cosign": "Sign"}.get(screen, screen.capitalize())
    end, on = said((context, last)), said((context, "Read on"))
    here.wait(lambda: bool({end, on} & set(here.hand.names())))
    while end in here.hand.names() or on in here.hand.names():
        # A page that has just come is measured a frame later: one may touch what says “read on” no longer.
        button = end if here.hand.find(end) else on
        rect = here.hand._steady(button)
        if rect is not None:
            here.hand.touch(rect.center())
        if button == end:
            return


def companion(here: Visit) -> Iterator[str]:
    """Go as somebody who only came along, and is turned away to the beginning."""
    here.go("who")
    tap(here, ("Who", "I am accompanying somebody"))
    yield from stages(here, "companion")
    read_on(here, "companion", "To the beginning")
    here.wait("welcome")


def unnumbered(here: Visit, born: str, *, name: str | None = None) -> Iterator[str]:
    """Go as a person without an IIN as far as their name is known."""
    here.go("who")
    tap(here, ("Who", "I am the patient"))
    here.wait("identify")
    tap(here, ("Identify", "I have no IIN"))
    yield from stages(here, "other-kind")
    tap(here, ("Other", "Passport"), NEXT)
    yield from stages(here, "other-number")
    write(here, "other", "12345678")
    here.hand.type(born)
    yield from stages(here, "other-born")
    tap(here, NEXT)
    here.wait("name")
    write(here, "name", name or WORDS[here.language]["name"])


def authorised(here: Visit, relationship: str = "Parent", document: str = "Birth certificate") -> Iterator[str]:
    """Go through what a representative is asked."""
    yield from stages(here, "representative-name")
    write(here, "representative", PARENT[here.language])
    yield from stages(here, "representative-relationship")
    tap(here, ("Representative", relationship), NEXT)
    yield from stages(here, "authority-kind")
    tap(here, ("Authority", document), NEXT)
    yield from stages(here, "authority-number")
    write(here, "authority", "0765432")
    here.hand.type("12032020")
    yield from stages(here, "authority-date")
    tap(here, NEXT)


def child_alone(here: Visit) -> Iterator[str]:
    """Go as a child without an IIN, whose parent takes over."""
    yield from unnumbered(here, "05032020")
    yield from stages(here, "minor")
    read_on(here, "minor", "The representative is here")
    yield from authorised(here)


def parent(here: Visit, iin: str = CHILD) -> Iterator[str]:
    """Go as a parent who decides for a child."""
    here.go("who")
    tap(here, ("Who", "I am the patient’s parent or legal representative"))
    yield from stages(here, "identify-patient")
    here.hand.type(iin)
    tap(here, NEXT)
    yield from stages(here, "name-patient")
    write(here, "name", WORDS[here.language]["name"])
    yield from authorised(here)


def assents(here: Visit, said: str = "Yes", how: str = "Aloud: I heard it") -> Iterator[str]:
    """Let a child say something beside the representative."""
    yield from stages(here, "assent-told")
    read_on(here, "assent", "Next")
    yield from stages(here, "assent-question")
    tap(here, ("Assent", said), NEXT)
    if said != "Yes":
        return
    yield from stages(here, "assent-how")
    tap(here, ("Assent", how), NEXT)
    if how == "The child draws on the screen":
        yield from stages(here, "assent-drawing")
        here.hand.draw("cross")
        tap(here, NEXT)
    elif how == "Aloud: a medical worker heard it":
        yield from stages(here, "assent-worker")
        write(here, "assent", WITNESS[here.language])


def hands_over(here: Visit, answer: str = "I agree, and sign") -> Iterator[str]:
    """Let who is old enough come to the screen after the representative has signed."""
    yield from stages(here, "handover-told")
    read_on(here, "handover", "Next")
    yield from stages(here, "handover-asked")
    tap(here, ("Handover", answer))


def cosigns(here: Visit, manner: str = "") -> Iterator[str]:
    """Sign beside the representative, by ink or in another manner, which both sign anew."""
    yield from hands_over(here)
    _reviewed(here, "coreview")
    if manner:
        yield from stages(here, "cosign")
        tap(here, ("Sign", "Sign another way"), ("Sign", manner))
        yield from stages(here, "cowitness")
        vouched(here)
        yield from hands_over(here)
        _reviewed(here, "coreview")
    yield from stages(here, "cosign-mark" if manner else "cosign")


def vouched(here: Visit) -> None:
    """Let a witness vouch for whoever signs beside, and the representative sign anew."""
    read_on(here, "cowitness", "I am the witness")
    here.hand.type(WITNESS[here.language])
    tap(here, ("Witness", "I confirm"))
    here.wait("review")
    here.go("handover")


def _reviewed(here: Visit, screen: str) -> None:
    here.wait(screen)
    here.wait(lambda: not here.program.kiosk.property("busy"))
    here.tap("right")


def witnessed(here: Visit, manner: str) -> Iterator[str]:
    """Choose another manner on the signing screen, and come back to it with a witness."""
    here.wait("sign")
    tap(here, ("Sign", "Sign another way"))
    yield from stages(here, "sign-ways")
    tap(here, ("Sign", manner))
    yield from stages(here, "witness-attests")
    read_on(here, "witness", "I am the witness")
    here.hand.type(WITNESS[here.language])
    yield from stages(here, "witness-name")
    tap(here, ("Witness", "I confirm"))
    here.wait("review")
    here.go("sign")


def by_mark(here: Visit) -> Iterator[str]:
    """Make a cross before a witness, without signing yet."""
    yield from witnessed(here, "A cross or a dot")
    yield from stages(here, "sign-mark")
    here.hand.draw("cross")


def aloud(here: Visit) -> Iterator[str]:
    """Come to where the decision is said aloud before a witness."""
    yield from witnessed(here, "I cannot draw: I say it aloud")
    yield from stages(here, "sign-spoken")


def withdrawing(here: Visit, *scopes: str, iin: str = IIN) -> Iterator[str]:
    """Go as somebody who withdraws their own consent, as far as their own words."""
    here.go("who")
    tap(here, ("Who", "I want to withdraw consent"))
    yield from stages(here, "whose")
    tap(here, ("Whose", "My own"))
    here.hand.type(iin)
    tap(here, NEXT)
    here.wait("name")
    write(here, "name", WORDS[here.language]["name"])
    yield from stages(here, "scopes")
    for scope in scopes:
        title = next(shown["title"] for shown in here.program.kiosk.entries.scopes if shown["scope"] == scope)
        tap(here, ("", title))
    if not scopes:
        tap(here, ("Scopes", "Choose all"))
    tap(here, NEXT)
    here.wait("words")


def by_hand(here: Visit) -> Iterator[str]:
    """Write on two pages, without going on from there."""
    tap(here, ("OwnWords", "Write by hand"))
    yield from stages(here, "hand")
    tap(here, NEXT)
    yield from stages(here, "hand-nothing")
    here.hand.draw("signature")
    yield from stages(here, "hand-page")
    tap(here, ("Handwriting", "Add a page"))
    here.hand.draw("cross")
    yield from stages(here, "hand-second")


def on_paper(here: Visit) -> Iterator[str]:
    """Photograph one page with whatever lies before the camera, and come to where it is saved."""
    here.go("sign")
    tap(here, ("Sign", "Sign another way"))
    yield from stages(here, "sign-ways-paper")
    tap(here, ("Sign", "On paper, with a pen"))
    here.wait("review")
    here.wait(lambda: not here.program.kiosk.property("busy"))
    tap(here, ("Review", "Everything is right"))
    yield from stages(here, "paper")
    tap(here, ("OnPaper", "Photograph a page"))
    here.wait(lambda: not here.program.paper.live.isNull())
    yield from stages(here, "photo")
    tap(here, ("Photo", "Take the picture"))
    here.wait("sheet")
    here.wait(lambda: not here.program.paper.sheet.isNull())
    yield from stages(here, "sheet")
    tap(here, ("Sheet", "Yes, keep it"))
    yield from stages(here, "paper-page")


def tour(here: Visit) -> Iterator[str]:
    """Come to every stage that the ordinary way does not know, with two visitors and somebody who came along."""
    yield from companion(here)
    yield from child_alone(here)
    here.go("sign")
    yield from by_mark(here)
    tap(here, ("Sign", "Clear"))
    yield from aloud(here)
    read_on(here, "sign", "I said it")
    here.wait("done")
    here.tap("done")
    here.wait("welcome")
    yield from withdrawing(here)
    yield from stages(here, "words-withdrawal")
    yield from by_hand(here)
    tap(here, NEXT)
    here.wait("review")
    here.wait(lambda: not here.program.kiosk.property("busy"))
    yield from stages(here, "review-withdrawal")
    here.go("done")
    yield from stages(here, "done-withdrawal")
    here.tap("done")
    here.wait("welcome")
    yield from parent(here, aged(10))
    here.go("assent")
    yield from assents(here, how="The child draws on the screen")
    here.wait("words")
    tap(here, ("Page", "Back"))
    yield from stages(here, "assent-drawn")
