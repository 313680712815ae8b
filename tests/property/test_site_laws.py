"""The laws of a register that is shown point by point: nothing is left out, told twice, or ruled by any other code."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from econsent import instant, placement, site
from econsent.exchange import CameraShown
from econsent.forms import Catalogue
from econsent.placement import StaffAnswer
from econsent.site import Register, RosterEntry, Survey
from econsent.store.folder import shipped_forms

CATALOGUE = Catalogue.from_files(shipped_forms())
LAW = placement.read(CATALOGUE.law(placement.ORDER, CATALOGUE.editions(placement.ORDER)[-1]))
NOW = instant.parse("2026-11-26T10:00:00+05:00")
POINTS = ("a", "b", "c")
ROOMS = (*POINTS, "d", "e")
"""Rooms that are called like points: the ids of one table say nothing of another's."""
ANSWERS: tuple[StaffAnswer, ...] = ("given", "given", "missing", "unknown")
SIGNS = st.sampled_from(["true", "true", "true", "false", ""])
HOURS = st.sampled_from([0, 1, 23, -48, -1, 24, 48])
KINDS = st.sampled_from(["hall", "corridor", "blood-draw", "procedure", "unheard-of"])


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """Return a register of three points, in which everything may be as it likes."""
    places = draw(st.lists(st.sampled_from([*ROOMS, "@a", "@b", ""]), min_size=1, max_size=12))
    shifts = draw(
        st.lists(st.tuples(st.sampled_from(["@a", "@b", "@c", *ROOMS]), HOURS, st.sampled_from("xyz")), max_size=6)
    )
    if draw(st.sampled_from([True, True, True, False])):
        shifts += [(f"@{point}", 0, "x") for point in POINTS]  # else hardly any camera may ever film
    hour = 3600 * instant.SECOND
    tables = (
        [
            "bin,names.kk,names.ru,kind",
            f"100140000122,A,B,{draw(st.sampled_from(['outpatient', 'outpatient', 'inpatient', 'zoo']))}",
        ],
        [
            "id,name,organisation,licence,collection_point,perimeter_sign",
            *(
                f"{one},{one},100140000122,{draw(st.sampled_from(['1', '']))},{draw(SIGNS)},{draw(SIGNS)}"
                for one in POINTS
            ),
        ],
        [
            "id,point,name,kind,sign",
            *(f"{one},{draw(st.sampled_from(POINTS))},{one},{draw(KINDS)},{draw(SIGNS)}" for one in ROOMS),
        ],
        [
            "id,kind,room,perimeter",
            *(
                f"c{number},{draw(st.sampled_from(['internal', 'internal', 'external', 'thermal']))},"
                + (f",{place[1:]}" if place.startswith("@") else f"{place},")
                for number, place in enumerate(places)
            ),
        ],
        [
            "worker.system,worker.value,name,job,hired,room,point,from,until",
            *(
                f"hr,{worker},N,nurse,{draw(st.sampled_from(['2020-01-01', '2024-01-01']))},"
                + (f",{place[1:]}," if place.startswith("@") else f"{place},,")
                + f"{instant.render(NOW + begins * hour)},{instant.render(NOW + (begins + 2) * hour)}"
                for place, begins, worker in shifts
            ),
        ],
    )
    return site.read(["\n".join(lines).encode() for lines in tables])


STAFF = st.fixed_dictionaries({worker: st.sampled_from(ANSWERS) for worker in "xyz"})


def surveyed(register: Register, staff: dict[str, StaffAnswer]) -> Survey:
    def answer(entry: RosterEntry) -> StaffAnswer:
        return staff[entry.worker.value]

    return Survey(register, LAW, NOW, answer)


def on_page(survey: Survey, point: site.Point) -> list[CameraShown]:
    shown = site.show_point(survey, point)
    return [*(camera for room in shown.rooms for camera in room.cameras), *shown.perimeter]


@given(registers(), STAFF)
def test_every_camera_is_on_the_page_of_one_point_and_one_in_no_known_place_on_none(register, staff):
    survey = surveyed(register, staff)
    pages = Counter(one.id for point in register.points for one in on_page(survey, point))
    placed = {one.id for one in register.cameras if one.room or one.perimeter}
    assert pages == Counter(placed)
    assert {one.id for one in register.cameras_of(None)} == {one.id for one in register.cameras} - placed


@given(registers(), STAFF)
def test_what_is_found_of_the_points_is_what_is_found_of_the_whole_in_the_same_order(register, staff):
    survey = surveyed(register, staff)
    found = site.check(register, LAW, NOW, lambda entry: staff[entry.worker.value])
    for point in register.points:
        assert site.check_point(survey, point) == tuple(one for one in found if one.point == point.id)
    assert {one.code for one in found if not one.point} <= {"camera-without-place"}


@given(registers(), STAFF)
def test_a_camera_is_shown_as_the_check_finds_it_and_as_the_law_rules_at_its_place(register, staff):
    survey = surveyed(register, staff)
    found = {one.camera: one for one in site.check(register, LAW, NOW, lambda entry: staff[entry.worker.value])}
    for point in register.points:
        for camera in on_page(survey, point):
            spot = register.camera(camera.id)
            there = {staff[entry.worker.value] for entry in register.rostered(spot, NOW, NOW + instant.DAY)}
            workers = "missing" if "missing" in there else "given" if there == {"given"} else "unknown"
            anybody, agreeing = (
                site.rule(LAW, spot, patient=patient, staff=workers).permits for patient in ("not-asked", "permit")
            )
            wanted = "may-film" if anybody else "condition" if agreeing else "may-not-film"
            assert camera.filming == wanted
            one = found.get(camera.id)
            assert (one is None) == (camera.filming == "may-film")
            if one is not None:
                assert (one.sort, one.code, one.outcome, one.paragraphs) == (
                    camera.filming, camera.code, camera.outcome, camera.paragraphs,
                )  # fmt: skip


@given(registers(), STAFF)
def test_a_list_counts_what_the_pages_of_its_points_show(register, staff):
    survey = surveyed(register, staff)
    for point, listed in zip(register.points, site.list_points(survey, register.points), strict=True):
        cameras, found = on_page(survey, point), site.check_point(survey, point)
        assert (listed.id, listed.rooms, listed.cameras) == (
            point.id, len(site.show_point(survey, point).rooms), len(cameras),
        )  # fmt: skip
        assert listed.may_not_film == sum(one.filming == "may-not-film" for one in cameras)
        assert listed.condition == sum(one.filming == "condition" for one in cameras)
        assert listed.gaps == sum(one.sort == "gap" for one in found)
        lacking = {one.room for one in found if one.code in ("no-sign", "sign-unknown")}
        assert listed.signs_lacking == len(lacking)
