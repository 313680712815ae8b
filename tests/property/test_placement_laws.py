"""The laws of placement (SPEC 13), for any question: nothing unknown, unlisted or forbidden is ever permitted."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st

from econsent import placement
from econsent.forms import Catalogue
from econsent.placement import evaluate
from econsent.store.folder import shipped_forms

CATALOGUE = Catalogue.from_files(shipped_forms())
LAW = placement.read(CATALOGUE.law(placement.ORDER, CATALOGUE.editions(placement.ORDER)[-1]))
NEVER = ("toilet", "bath", "shower", "procedure", "manipulation", "operating-block")
NOTHING = {
    "organisation": (None,), "collection_point": (None,), "room": (None,), "camera": (None,), "sign": (None,),
    "patient": ("unknown", "not-asked"), "staff": ("unknown", "not-asked"),
}  # fmt: skip

WORDS = st.text(max_size=12)
FACTS = st.fixed_dictionaries(
    {
        "organisation": st.sampled_from([*sorted(LAW.organisations), None]) | WORDS,
        "collection_point": st.sampled_from([True, True, False, None]),
        "room": st.sampled_from([*sorted(LAW.rooms), None, "blood-draw", "blood-draw"]) | WORDS,
        "camera": st.sampled_from(["internal", "internal", "external", None]) | WORDS,
        "sign": st.sampled_from([True, True, False, None]),
        "patient": st.sampled_from(["permit", *get_args(placement.PatientAnswer)]),
        "staff": st.sampled_from(["given", *get_args(placement.StaffAnswer)]),
    }
)
Facts = dict[str, Any]


@given(FACTS)
def test_what_is_permitted_is_known_listed_agreed_and_signed(facts: Facts):
    if evaluate(LAW, **facts).permits:
        assert facts["sign"] is True
        assert facts["staff"] == "given"
        assert facts["organisation"] in LAW.organisations
        assert facts["room"] in LAW.rooms
        assert (facts["camera"] == "external") == (facts["room"] == "perimeter")
        if facts["room"] == "blood-draw":
            assert (facts["organisation"], facts["collection_point"], facts["patient"]) == (
                "outpatient",
                True,
                "permit",
            )


@given(FACTS, st.sampled_from(NEVER))
def test_no_consent_opens_a_room_that_is_never_filmed(facts: Facts, room: str):
    for patient in get_args(placement.PatientAnswer):
        ruling = evaluate(LAW, **facts | {"room": room, "patient": patient, "staff": "given", "sign": True})
        assert (ruling.outcome, ruling.paragraphs) == ("forbidden", ("12",))


@given(FACTS, st.data())
def test_knowing_less_never_permits(facts: Facts, data: st.DataObject):
    if evaluate(LAW, **facts).permits:
        return
    fewer = dict(facts)
    for name in data.draw(st.sets(st.sampled_from(sorted(NOTHING)), min_size=1)):
        fewer[name] = data.draw(st.sampled_from(NOTHING[name]))
    assert not evaluate(LAW, **fewer).permits


@given(FACTS)
def test_one_more_refusal_never_permits(facts: Facts):
    if not evaluate(LAW, **facts).permits:
        for patient in ("none", "refused", "withdrawn", "not-entitled", "unknown"):
            assert not evaluate(LAW, **facts | {"patient": patient}).permits
        assert not evaluate(LAW, **facts | {"staff": "missing"}).permits


@given(FACTS)
def test_every_answer_cites_the_edition_and_a_paragraph_or_says_that_nothing_is_listed(facts: Facts):
    ruling = evaluate(LAW, **facts)
    assert (ruling.act, ruling.edition) == (LAW.act, LAW.cited_edition)
    assert bool(ruling.paragraphs) == (ruling.reason != "unlisted")
    assert LAW.label(f"reason.{ruling.reason}", "kk")
    assert LAW.label(f"outcome.{ruling.outcome}", "en")
