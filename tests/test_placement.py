"""The Order as a rule table: every row of it, what no row names, and tables that would permit too much."""

from __future__ import annotations

from typing import get_args

import pytest

from econsent import errors, placement
from econsent.forms import Catalogue
from econsent.placement import Law, Ruling, evaluate
from econsent.record import LegalBasis
from econsent.store.folder import shipped_forms

CATALOGUE = Catalogue.from_files(shipped_forms())
EDITION = "2023-04-07"
FILES = CATALOGUE.law(placement.ORDER, EDITION)
LAW = placement.read(FILES)

EVERY = ("outpatient", "inpatient", "perinatal", "mental-health", "phthisiopulmonology", "mobile-complex")
GENERAL = (
    "corridor", "hall", "vestibule", "pharmacy-point", "pharmacy", "pram-area", "cloakroom", "information-room",
    "cash-desk", "inpatient-post",
)  # fmt: skip
LISTED = tuple(
    f"corridor.{name}"
    for name in ("treatment", "trauma", "ambulance", "womens-clinic", "pharmacy", "dental", "mobile-complex")
)
NEVER = ("toilet", "bath", "shower", "procedure", "manipulation", "operating-block")
WITHOUT = ("none", "refused", "withdrawn", "not-entitled")


def ask(organisation="outpatient", room="blood-draw", camera="internal", *, point=True, sign=True, **people) -> Ruling:
    return evaluate(
        LAW, organisation=organisation, collection_point=point, room=room, camera=camera, sign=sign, **people
    )


def said(ruling: Ruling) -> tuple[str, str, tuple[str, ...]]:
    return ruling.outcome, ruling.reason, ruling.paragraphs


# ── the rows ──


PERMITTED = [
    *(((kind,), ("perimeter",), "external", ("4", "8-1¶2")) for kind in EVERY),
    (("outpatient",), (*GENERAL, *LISTED), "internal", ("8", "6")),
    (("inpatient",), (*GENERAL, "corridor.unit"), "internal", ("9",)),
    (("perinatal",), ("maternity-reception", "neonatal-pathology"), "internal", ("10",)),
    (
        ("mental-health", "phthisiopulmonology"),
        (*GENERAL, "admission", "corridor.treatment"),
        "internal",
        ("11",),
    ),
    (("mobile-complex",), ("corridor", "corridor.mobile-complex"), "internal", ("8(2)",)),
]
PLACES = [
    (organisation, room, camera, paragraphs)
    for organisations, rooms, camera, paragraphs in PERMITTED
    for organisation in organisations
    for room in rooms
]


@pytest.mark.parametrize(("organisation", "room", "camera", "paragraphs"), PLACES)
def test_listed_premises_are_filmed_with_the_staffs_consent_and_the_sign(organisation, room, camera, paragraphs):
    permitted = ask(organisation, room, camera, staff="given")
    assert (permitted.outcome, permitted.paragraphs) == ("permitted", paragraphs)
    assert permitted.rests_on == ("staff", "sign")
    for patient in get_args(placement.PatientAnswer):  # told by a notice, not asked
        assert ask(organisation, room, camera, staff="given", patient=patient) == permitted
    for staff in ("missing", "not-asked"):
        assert said(ask(organisation, room, camera, staff=staff)) == (
            "needs-staff-consent", "staff-consent-missing", ("8-1¶2",),
        )  # fmt: skip
    assert said(ask(organisation, room, camera, staff="unknown")) == ("review", "staff-unknown", ("8-1¶2",))


def test_the_table_permits_nothing_else():
    consents = {"patient": "permit", "staff": "given"}
    kinds = (*EVERY, None, "spa")
    found = {
        (organisation, room, camera, point)
        for organisation in kinds
        for room in (*LAW.rooms, None, "ward", "office")
        for camera in ("internal", "external", None)
        for point in (True, False, None)
        if ask(organisation, room, camera, point=point, **consents).permits
    }
    wanted = {(one, room, camera, point) for one, room, camera, _ in PLACES for point in (True, False, None)}
    assert found == wanted | {("outpatient", "blood-draw", "internal", True)}


def test_the_blood_draw_room_of_a_collection_point_opens_with_both_consents_and_the_sign():
    ruling = ask(patient="permit", staff="given")
    assert said(ruling) == ("permitted", "consented", ("8-1", "12"))
    assert ruling.rests_on == ("patient", "staff", "sign")
    assert ruling.legal_basis()[0] == LegalBasis(act="ҚР ДСМ-335/2020", paragraph="8-1", edition="2023-04-07 № 61")


@pytest.mark.parametrize("patient", WITHOUT)
@pytest.mark.parametrize("staff", get_args(placement.StaffAnswer))
@pytest.mark.parametrize("organisation", [*EVERY, None])
def test_without_the_patients_consent_the_blood_draw_room_is_forbidden(organisation, patient, staff):
    assert said(ask(organisation, patient=patient, staff=staff)) == ("forbidden", "no-consent", ("12",))


def test_a_missing_staff_consent_is_named_once_the_patient_has_agreed():
    assert said(ask(patient="permit", staff="missing")) == (
        "needs-staff-consent", "staff-consent-missing", ("8-1¶2",),
    )  # fmt: skip


def test_a_site_check_hears_the_condition_because_no_patient_is_known():
    assert said(ask()) == ("needs-consent", "patient-not-asked", ("8-1", "12"))
    assert said(ask(staff="given")) == ("needs-consent", "patient-not-asked", ("8-1", "12"))


def test_what_could_not_be_found_out_goes_to_a_person():
    assert said(ask(patient="unknown", staff="given")) == ("review", "patient-unknown", ("8-1",))
    assert said(ask(patient="permit", staff="unknown")) == ("review", "staff-unknown", ("8-1¶2",))
    assert said(ask(point=None, patient="permit", staff="given")) == ("review", "collection-point-unknown", ("8-1",))
    assert said(ask(sign=None, patient="permit", staff="given")) == ("review", "sign-unknown", ("6",))
    assert said(ask(None, patient="permit", staff="given")) == ("review", "unlisted", ())


@pytest.mark.parametrize("room", NEVER)
@pytest.mark.parametrize("organisation", [*EVERY, None])
def test_some_rooms_are_never_filmed_whoever_agrees(organisation, room):
    for camera in ("internal", "external", None):
        ruling = ask(organisation, room, camera, patient="permit", staff="given")
        assert (ruling.outcome, ruling.paragraphs) == ("forbidden", ("12",))


@pytest.mark.parametrize("organisation", EVERY)
def test_a_blood_draw_room_of_no_collection_point_is_a_procedure_room(organisation):
    ruling = ask(organisation, point=False, patient="permit", staff="given")
    assert said(ruling) == ("forbidden", "no-collection-point", ("12",))


@pytest.mark.parametrize("organisation", ["inpatient", "mobile-complex"])
def test_whether_8_1_reaches_hospitals_and_mobile_complexes_a_person_decides(organisation):
    assert said(ask(organisation, patient="permit", staff="given")) == ("review", "unclear-8-1", ("8-1",))


@pytest.mark.parametrize("room", ["intoxication-examination", "opioid-therapy", "detoxification"])
def test_whether_11_means_the_rooms_or_their_corridors_a_person_decides(room):
    assert said(ask("mental-health", room, staff="given")) == ("review", "unclear-11", ("11",))


@pytest.mark.parametrize("room", ["ward", "office", "blood-draw-2", "", None])
def test_anything_unlisted_goes_to_a_person(room):
    assert said(ask(room=room, patient="permit", staff="given")) == ("review", "unlisted", ())


@pytest.mark.parametrize(
    ("organisation", "room", "camera", "paragraphs"), [*PLACES, ("outpatient", "blood-draw", "internal", ())]
)
def test_nothing_is_permitted_without_the_sign(organisation, room, camera, paragraphs):
    bare = ask(organisation, room, camera, sign=False, patient="permit", staff="given")
    assert said(bare) == ("invalid-without-sign", "no-sign", ("6",))


def test_a_sign_does_not_change_what_is_not_permitted():
    assert ask(room="toilet", sign=False) == ask(room="toilet", sign=True)


# ── the words ──


def test_every_word_that_an_answer_may_say_stands_in_every_language():
    keys = [f"outcome.{outcome}" for outcome in get_args(placement.Outcome)]
    keys += [f"room.{room}" for room in LAW.rooms] + [f"organisation.{kind}" for kind in LAW.organisations]
    for key in (*keys, "reason.unclear-8-1", "reason.no-sign", "camera.internal", "reference.notice", "act"):
        said_so = {LAW.label(key, language) for language in ("kk", "ru", "en")}
        assert len(said_so) > 1, key  # a hall is «Холл» in two of them
    assert LAW.label("room.blood-draw", "kk") == "Қан алу кабинеті"


def test_a_word_or_language_that_is_not_there_is_refused():
    with pytest.raises(errors.FormTextMissing):
        LAW.label("room.ward", "kk")
    with pytest.raises(errors.FormLanguageUnknown):
        LAW.label("room.hall", "fr")


def test_the_law_is_what_its_folder_says():
    assert (LAW.id, LAW.edition, str(LAW.in_force)) == (placement.ORDER, EDITION, "2023-04-22")
    assert CATALOGUE.editions(placement.ORDER) == (EDITION,)
    assert LAW.references["notice"] == LegalBasis(act="360-VI", paragraph="134(1)4")


# ── a table that cannot be trusted ──


def changed(old: str, new: str, name: str = "order.toml") -> dict[str, bytes]:
    raw = FILES[name].decode()
    assert old in raw
    return {**FILES, name: raw.replace(old, new, 1).encode()}


def refused(files: dict[str, bytes]) -> errors.FormError:
    with pytest.raises(errors.FormError) as caught:
        placement.read(files)
    return caught.value


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('staff = ["given"], outcome = "permitted"', 'outcome = "permitted"'),
        ('staff = ["given"], outcome', 'staff = ["given", "unknown"], outcome'),
        ('patient = ["permit"], staff = ["given"]', 'patient = ["permit", "unknown"], staff = ["given"]'),
        ('organisations = ["outpatient"]\ncollection_point', "collection_point"),
        ('collection_point = ["yes"]', 'collection_point = ["yes", "unknown"]'),
        ('cameras = ["internal"]\nanswers', "answers"),
        ('outcome = "review"\nreason = "unlisted"', 'outcome = "permitted"\nreason = "unlisted"'),
        ('missing = { outcome = "invalid-without-sign"', 'missing = { outcome = "permitted"'),
    ],
)
def test_a_table_in_which_something_unknown_would_permit_is_refused(old, new):
    assert refused(changed(old, new)).code == "forms.malformed"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('schema = "econsent-law/1"', 'schema = "econsent-law/2"'),
        ('rooms = ["perimeter"]\ncameras', 'rooms = ["moon"]\ncameras'),
        ('organisations = ["outpatient"]', 'organisations = ["spa"]'),
        ('cameras = ["internal"]', 'cameras = ["hidden"]'),
        ('outcome = "forbidden"', 'outcome = "tolerated"'),
        ("in_force = 2023-04-22", "in_force = 2023-04-22\nsurprise = 1"),
        ("[sign]", "[sign"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(old, new):
    assert refused(changed(old, new)).path == "order.toml"


def test_words_that_are_missing_or_too_many_are_named():
    assert refused(changed('"room.hall" = "Холл"\n', "", "kk.toml")).path == "kk.toml#room.hall"
    assert refused(changed("act =", '"room.moon" = "Ай"\nact =', "kk.toml")).path == "kk.toml#room.moon"
    assert refused({name: raw for name, raw in FILES.items() if name != "ru.toml"}).path == "ru.toml"
    assert refused({**FILES, "fr.toml": b""}).path == "fr.toml"
    assert refused({"kk.toml": b""}).code == "forms.missing-file"


def test_a_law_object_has_no_way_to_a_permit_but_its_rows():
    assert isinstance(LAW, Law)
    with pytest.raises(AttributeError):
        LAW.act = "other"  # type: ignore[misc]
