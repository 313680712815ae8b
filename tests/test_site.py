"""The register of a site: read whole or not at all, asked for places and people, held against the law."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from econsent import errors, instant, placement, site
from econsent.forms import Catalogue
from econsent.record import Place
from econsent.site import Register, patient_answer, rule, staff_answer, who_is_rostered
from econsent.store.folder import shipped_forms
from tests import sites
from tests.sites import NURSE, REGISTRAR

WHOLE = sites.WHOLE.decode()
NEXT_WEEK = sites.ROSTER.decode()
CATALOGUE = Catalogue.from_files(shipped_forms())
LAW = placement.read(CATALOGUE.law(placement.ORDER, CATALOGUE.editions(placement.ORDER)[-1]))
THURSDAY = instant.parse("2026-11-26T10:00:00+05:00")
MINUTE = 60 * instant.SECOND
MONDAY = "from = 2026-11-23T08:00:00+05:00"


class Said(Struct):
    """What stands for somebody, as far as placement asks."""

    decision: str
    reason: str = ""


def example(*changes: tuple[str, str]) -> Register:
    text = WHOLE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return site.read([text.encode()])


def refused(*files: bytes | str, base: Register | None = None) -> errors.EconsentError:
    with pytest.raises(errors.EconsentError) as caught:
        site.read([file.encode() if isinstance(file, str) else file for file in files], base)
    for number in (NURSE, REGISTRAR, "100140000122"):
        assert number not in str(caught.value)
    return caught.value


def broken(old: str, new: str) -> errors.EconsentError:
    assert old in WHOLE
    return refused(WHOLE.replace(old, new, 1))


# ── a whole register ──


def test_the_example_of_the_page_is_a_register():
    register = example()
    assert [len(table.rows) for table in register.tables.values()] == [1, 1, 3, 4, 2]
    spot = register.camera("cam-104")
    assert spot == site.Spot(
        organisation=register.organisations[0], point=register.points[0], room=register.rooms[0],
        camera=register.cameras[0],
    )  # fmt: skip
    assert spot.place == Place(point="Абай даңғылы, 12", room="104", room_kind="blood-draw")
    assert register.room_named("Абай даңғылы, 12", "104") == register.room("abai-12-104")
    assert register.camera("cam-gate").place == Place(point="Абай даңғылы, 12", room="", room_kind="perimeter")


def test_the_page_lists_every_column_and_every_kind_of_room_that_the_law_knows():
    listed = set(re.findall(r"`([a-z.-]+)`", sites.PAGE.partition("## Kinds of rooms")[2]))
    assert listed == LAW.rooms - {"perimeter"}
    columns = set(re.findall(r"`([a-z_]+)`", sites.PAGE.partition("## The columns")[2].partition("## One table")[0]))
    assert {
        field for row in (site.Organisation, site.Point, site.Room, site.Camera) for field in row.__struct_fields__
    } <= columns
    assert set(site.RosterEntry.__struct_encode_fields__) <= columns
    assert {kind for kind in LAW.organisations if f"`{kind}`" not in sites.PAGE} == set()


def test_a_register_that_was_kept_is_the_same():
    register = example()
    again = site.load(site.dump(register))
    assert again.tables["roster"].rows == register.roster
    assert again.camera("cam-104") == register.camera("cam-104")


@pytest.mark.parametrize("kept", [b"", b"{}", b"[]", b'{"organisation": 1}', b"\xff", b"[" * 9999])
def test_other_bytes_are_no_register_that_was_kept(kept):
    with pytest.raises(errors.SiteMalformed):
        site.load(kept)


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        ('schema = "econsent-site/1"', 'schema = "econsent-site/2"', "site.malformed", "schema"),
        ("[[room]]", "[[chamber]]", "site.malformed", ""),
        ("[[camera]]", "[camera]", "site.malformed", r"line \d+, column \d+"),
        ('id = "abai-12-hall"', 'id = "abai-12-hall"\ncolour = "red"', "site.malformed", "room 2"),
        ('id = "abai-12-hall"', "id = 7", "site.malformed", "room 2, id"),
        ('id = "abai-12-hall"', 'id = "Hall"', "site.malformed", "room 2, id"),
        ('kind = "hall"\n', "", "site.malformed", "room 2, kind"),
        ("\nsign = true", '\nsign = "yes"', "site.malformed", "room 1, sign"),
        ("sign_checked = 2026-11-02", 'sign_checked = "soon"', "site.malformed", "point 1, perimeter_sign_checked"),
        ('room = "abai-12-hall"', 'room = "abai-12-hall"\nperimeter = "abai-12"', "site.malformed", "camera 2"),
        ('room = "abai-12-104"\nfrom', 'room = "abai-12-104"\npoint = "abai-12"\nfrom', "site.malformed", "roster 1"),
        ('room = "abai-12-104"\nfrom', "from", "site.malformed", "roster 1"),
        ("2026-11-28T17:00", "2026-11-22T17:00", "site.malformed", "roster 1"),
        (f"{MONDAY}\nuntil", "from = 2026-11-23T08:00:00\nuntil", "instant.invalid", "roster 1, from"),
        (f"{MONDAY}\nuntil", "from = 2026-11-23\nuntil", "site.malformed", "roster 1, from"),
        ("2026-11-28T17:00:00+05:00", '"2026-11-28 17:00"', "instant.invalid", "roster 1, until"),
        (NURSE, "840229400126", "identity.iin-invalid", "roster 1, worker"),
        (f'value = "{NURSE}"', 'value = "8402 29400125"', "site.malformed", "roster 1, worker"),
        (f'value = "{NURSE}"', f'value = "{NURSE}", seen = 1', "site.malformed", "roster 1, worker"),
        ('bin = "100140000122"', 'bin = "100140000123"', "identity.bin-invalid", "organisation 1, bin"),
        ('bin = "100140000122"', 'bin = "10014 0000122"', "site.malformed", "organisation 1, bin"),
        ('organisation = "100140000122"', 'organisation = "100140000121"', "site.reference", "point 1, organisation"),
        ('point = "abai-12"\nname = "106"', 'point = "abai-14"\nname = "106"', "site.reference", "room 3, point"),
        ('room = "abai-12-106"', 'room = "abai-12-107"', "site.reference", "camera 3, room"),
        ('perimeter = "abai-12"', 'perimeter = "abai-14"', "site.reference", "camera 4, perimeter"),
        ('room = "abai-12-104"\nfrom', 'room = "abai-12-204"\nfrom', "site.reference", "roster 1, room"),
        ('point = "abai-12"   ', 'point = "abai-14"   ', "site.reference", "roster 2, point"),
        ('id = "abai-12-106"', 'id = "abai-12-104"', "site.duplicate", "room 3, id"),
        ('name = "106"', 'name = "104"', "site.duplicate", "room 3, name"),
        ('id = "cam-106"', 'id = "cam-104"', "site.duplicate", "camera 3, id"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_where_it_stands(old, new, code, path):
    error = broken(old, new)
    assert error.code == code
    assert re.fullmatch(path, error.path) or error.path == path
    assert error.kept == "The register was not changed."


def test_two_points_of_one_name_are_refused():
    point = WHOLE.partition("[[point]]")[2].partition("[[room]]")[0].replace('id = "abai-12"', 'id = "abai-13"')
    error = refused(f"{WHOLE}\n[[point]]{point}")
    assert (error.code, error.path) == ("site.duplicate", "point 2, name")


# ── one table ──


def test_a_table_replaces_its_own_and_leaves_the_others():
    register = site.read([NEXT_WEEK.encode()], example())
    assert [entry.worker.value for entry in register.roster] == [NURSE, "051231600017"]
    assert register.cameras == example().cameras


@pytest.mark.parametrize(
    "text", [NEXT_WEEK, NEXT_WEEK.replace(";", ","), NEXT_WEEK.replace("\n", "\r\n"), NEXT_WEEK + ";;;;;;;\n\n"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_table_is_read_as_spreadsheets_write_it(text, encoding):
    register = site.read([text.encode(encoding)], example())
    assert register.roster == site.read([NEXT_WEEK.encode()], example()).roster


TABLES = {
    "organisation": "bin,names.kk,names.ru,kind\n100140000122,Үлгі,Образец,outpatient\n",
    "point": "id,name,organisation,collection_point\np,Point,100140000122,TRUE\n",
    "room": 'id,point,name,kind,sign,sign_checked\nr,p,"104, left",blood-draw,true,2026-11-02\n',
    "camera": "id,kind,room,perimeter\nc,internal,r,\ng,external,,p\n",
    "roster": (
        "worker.system,worker.value,name,job,hired,from,point\n"
        f"kz.iin,{NURSE},A,nurse,2024-01-01,2026-01-01T00:00:00Z,p\n"
    ),
}


def test_tables_that_come_together_make_a_whole_register_in_any_order():
    files = [text.encode() for text in reversed(TABLES.values())]
    register = site.read(files)
    assert register.camera("c").room.name == "104, left"
    assert register.camera("c").point.collection_point is True
    assert register.camera("g").room is None
    assert len(who_is_rostered(register, register.camera("c"), THURSDAY)) == 1
    on_top = site.read([WHOLE.encode(), *files])
    assert [table.rows for table in on_top.tables.values()] == [table.rows for table in register.tables.values()]


def test_a_table_may_come_on_top_of_a_whole_register_in_one_import():
    register = site.read([WHOLE.encode(), NEXT_WEEK.encode()])
    assert len(register.roster) == 2
    assert register.roster[1].name == "Ахметова Әсел"


@pytest.mark.parametrize(
    ("files", "path"),
    [
        ((TABLES["room"], TABLES["room"]), ""),
        ((WHOLE, WHOLE), ""),
        ((NEXT_WEEK, WHOLE), ""),
        (("",), "line 1"),
        (("id,kind;room\n",), "line 1"),
        (("colour,size\n",), "line 1"),
        (("id,kind,kind\nc,internal,internal\n",), "line 1"),
        (("id,kind,room,colour\nc,internal,r,red\n",), "line 1"),
        (("id,kind,room\nc,internal\n",), "line 2"),
        (("id,kind,room\nc,internal,r,r\n",), "line 2"),
        (('id,kind,room\nc,"internal" x,r\n',), "line 2"),
        (('id,kind,room\nc,"internal,r\n',), "line 3"),
        (("id,kind,room\nc,,r\n",), "line 2, kind"),
        ((TABLES["point"].replace("TRUE", "1"),), "line 2, collection_point"),
        ((b"id,kind\nc,internal\n\xff,internal\n",), "line 3"),
        ((NEXT_WEEK.replace("2024-09-01", "01.09.2024"),), "line 2, hired"),
    ],
)
def test_a_table_that_is_none_is_refused(files, path):
    error = refused(*files, base=example())
    assert (error.code, error.path) == ("site.malformed", path)


def test_an_error_names_the_line_and_the_column_of_the_table_and_not_the_number():
    error = refused(NEXT_WEEK.replace("051231600017", "051231600018"), base=example())
    assert (error.code, error.path) == ("identity.iin-invalid", "line 3, worker")
    assert "051231600018" not in str(error.as_dict())
    error = refused(NEXT_WEEK.replace("abai-12-104;2026-12-05", "abai-12-204;2026-12-05"), base=example())
    assert (error.code, error.path) == ("site.reference", "line 3, room")


def test_a_table_that_a_spreadsheet_saved_in_an_old_alphabet_is_told_what_to_do():
    error = refused(
        NEXT_WEEK.replace("Серікова Айгүл", "Серикова").replace("Ахметова Әсел", "А").encode("cp1251", "ignore")
    )
    assert (error.code, error.path) == ("site.malformed", "line 2")
    assert "CSV UTF-8" in error.remedy


def test_a_line_is_counted_where_it_begins_also_behind_a_cell_of_two_lines():
    rows = 'id,point,name,kind\nr,abai-12,"two\nlines",hall\ns,abai-12,x,Hall\n'
    assert refused(rows, base=example()).path == "line 4, kind"


@given(st.sampled_from([WHOLE, NEXT_WEEK, *TABLES.values()]), st.data())
def test_a_damaged_file_is_a_register_or_an_error_that_names_nobody(text, data):
    raw = text.encode()
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(raw))] * 2)))
    scrap = data.draw(st.binary(max_size=6) | st.sampled_from([b",", b";", b'"', b"\n", b"=", b"[[room]]\n", b"\0"]))
    try:
        site.read([raw[:start] + scrap + raw[end:]], example())
    except errors.EconsentError as error:
        assert NURSE not in str(error.as_dict())


# ── asking ──


def test_what_is_not_in_the_register_is_refused_by_its_own_code():
    register = example()
    for ask, code in (
        (lambda: register.camera("cam-1"), "site.unknown-camera"),
        (lambda: register.room("104"), "site.unknown-room"),
        (lambda: register.room_named("Абай даңғылы, 12", "105"), "site.unknown-room"),
        (lambda: register.perimeter("abai-14"), "site.unknown-point"),
    ):
        with pytest.raises(errors.SiteError) as caught:
            ask()
        assert caught.value.code == code


def there(register: Register, spot: site.Spot, at: str) -> list[str]:
    return sorted(entry.worker.value for entry in who_is_rostered(register, spot, instant.parse(at)))


@pytest.mark.parametrize(
    ("at", "in_the_room", "in_the_hall"),
    [
        ("2026-11-23T07:59:59+05:00", [], []),
        ("2026-11-23T08:00:00+05:00", [NURSE, REGISTRAR], [REGISTRAR]),
        ("2026-11-28T16:59:59+05:00", [NURSE, REGISTRAR], [REGISTRAR]),
        ("2026-11-28T17:00:00+05:00", [REGISTRAR], [REGISTRAR]),
        ("2030-01-01T00:00:00+05:00", [REGISTRAR], [REGISTRAR]),
    ],
)
def test_a_room_has_its_own_people_and_those_of_the_point(at, in_the_room, in_the_hall):
    register = example()
    assert there(register, register.camera("cam-104"), at) == in_the_room
    assert there(register, register.room("abai-12-hall"), at) == in_the_hall
    assert there(register, register.camera("cam-gate"), at) == in_the_room  # whoever works there comes and goes by it


def test_a_worker_with_two_shifts_at_once_is_there_once():
    entry = WHOLE.rpartition("[[roster]]")[2]
    register = site.read([f"{WHOLE}\n[[roster]]{entry}".encode()])
    assert there(register, register.room("abai-12-hall"), "2026-11-26T10:00:00+05:00") == [REGISTRAR]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 10)), max_size=12), st.integers(0, 45))
def test_whoever_is_asked_for_is_whoever_has_a_shift_then(shifts, minute):
    moments = [[instant.render(minutes * MINUTE) for minutes in (begins, begins + length)] for begins, length in shifts]
    rows = [f"n,w{number},A,b,2024-01-01,p,{begins},{ends}\n" for number, (begins, ends) in enumerate(moments)]
    text = "worker.system,worker.value,name,job,hired,point,from,until\n" + "".join(rows)
    register = site.read(
        [*(TABLES[name].encode() for name in ("organisation", "point", "room", "camera")), text.encode()]
    )
    found = who_is_rostered(register, register.room("r"), minute * MINUTE)
    wanted = {f"w{number}" for number, (begins, length) in enumerate(shifts) if begins <= minute < begins + length}
    assert {entry.worker.value for entry in found} == wanted


# ── one camera ──


def ruled(camera: str, *changes: tuple[str, str], **people) -> tuple[str, str]:
    ruling = rule(LAW, example(*changes).camera(camera), **people)
    return ruling.outcome, ruling.reason


def test_a_camera_is_ruled_by_its_room_the_patient_the_staff_and_the_sign():
    assert ruled("cam-104", patient="permit", staff="given") == ("permitted", "consented")
    assert ruled("cam-104", patient="refused", staff="given") == ("forbidden", "no-consent")
    assert ruled("cam-104", patient="permit", staff="missing") == ("needs-staff-consent", "staff-consent-missing")
    assert ruled("cam-106", patient="permit", staff="given") == ("forbidden", "procedure-room")
    assert ruled("cam-gate", staff="given") == ("permitted", "perimeter")
    unsigned = ("sign = true", "sign = false")
    assert ruled("cam-104", unsigned, patient="permit", staff="given") == ("invalid-without-sign", "no-sign")
    assert ruled("cam-hall", ('kind = "outpatient"', 'kind = "inpatient"'), staff="given") == (
        "permitted",
        "general-premises",
    )
    without = ("collection_point = true", "collection_point = false")
    assert ruled("cam-104", without, patient="permit", staff="given") == ("forbidden", "no-collection-point")


def test_a_camera_that_is_nowhere_is_never_permitted():
    lost = ('room = "abai-12-104"\n\n[[camera]]', "\n[[camera]]")
    assert ruled("cam-104", lost, patient="permit", staff="given") == ("review", "unlisted")
    assert example(lost).camera("cam-104").place is None


@pytest.mark.parametrize(
    ("stands", "answer"),
    [
        (None, "unknown"),
        (Said("CONSENT_PERMIT", "permitted"), "permit"),
        (Said("CONSENT_DENY", "refused"), "refused"),
        (Said("CONSENT_DENY", "conflict-deny"), "refused"),
        (Said("CONSENT_DENY", "withdrawn"), "withdrawn"),
        *((Said("NO_CONSENT", reason), "none") for reason in ("never-asked", "expired", "entered-in-error", "not-yet")),
        (Said("NO_CONSENT", "policy"), "not-entitled"),
        (Said("NO_CONSENT", "contradicted"), "unknown"),
    ],
)
def test_what_stands_for_a_patient_is_put_to_the_table(stands, answer):
    assert patient_answer(stands) == answer


YES, NO, LOST = Said("CONSENT_PERMIT"), Said("NO_CONSENT"), None


@pytest.mark.parametrize(
    ("standings", "answer"),
    [
        ([], "unknown"), ([YES], "given"), ([YES, YES], "given"), ([YES, NO], "missing"), ([LOST], "unknown"),
        ([YES, LOST], "unknown"), ([NO, LOST], "missing"), ([Said("CONSENT_DENY")], "missing"),
    ],
)  # fmt: skip
def test_all_of_the_staff_must_have_agreed_and_nobody_is_not_all(standings, answer):
    assert staff_answer(iter(standings)) == answer


# ── the whole site ──


def checked(*changes: tuple[str, str], staff=None, at: int = THURSDAY) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for item in site.check(example(*changes), LAW, at, staff):
        found.setdefault((item.sort, item.code), set()).add(item.camera or item.room or item.point)
    return found


def test_the_check_of_the_example_says_what_may_not_be_filmed_on_what_condition_and_what_lacks():
    assert checked() == {
        ("may-not-film", "procedure-room"): {"cam-106"},
        ("condition", "patient-not-asked"): {"cam-104"},
        ("condition", "staff-consent-missing"): {"cam-hall", "cam-gate"},
        ("gap", "supplement-needed"): {"abai-12"},
    }


def test_where_the_staffs_consents_are_known_only_the_patients_is_a_condition():
    assert checked(staff=lambda _: "given") == {
        ("may-not-film", "procedure-room"): {"cam-106"},
        ("condition", "patient-not-asked"): {"cam-104"},
        ("gap", "supplement-needed"): {"abai-12"},
    }


def test_a_worker_without_consent_stops_the_cameras_where_they_work():
    found = checked(staff=lambda entry: "missing" if entry.worker.value == NURSE else "given")
    assert found["may-not-film", "staff-consent-missing"] == {"cam-104", "cam-gate"}
    assert ("condition", "patient-not-asked") not in found


def test_a_worker_whose_consent_cannot_be_found_out_stops_them_too():
    assert checked(staff=lambda _: "unknown")["may-not-film", "staff-unknown"] == {"cam-104", "cam-hall", "cam-gate"}


def test_a_finding_cites_the_paragraph_and_says_what_to_do_and_names_nobody():
    found = site.check(example(), LAW, THURSDAY)
    assert [item.sort for item in found] == sorted(
        (item.sort for item in found), key=["may-not-film", "condition", "gap"].index
    )
    first = found[0]
    assert (first.point, first.room, first.camera) == ("abai-12", "abai-12-106", "cam-106")
    assert (first.outcome, first.paragraphs) == ("forbidden", ("12",))
    for item in found:
        assert item.what.endswith(".") and item.remedy.endswith(".")
        assert not any(name in repr(item) for name in (NURSE, REGISTRAR, "Серікова", "Омаров"))


@pytest.mark.parametrize(
    ("old", "new", "sort", "code", "where"),
    [
        ('room = "abai-12-hall"\n', "", "may-not-film", "camera-without-place", "cam-hall"),
        ("\nsign = true", "\nsign = false", "may-not-film", "no-sign", "cam-104"),
        ("\nsign = true", "", "may-not-film", "sign-unknown", "cam-104"),
        ("perimeter_sign = true", "perimeter_sign = false", "may-not-film", "no-sign", "cam-gate"),
        ("collection_point = true", "collection_point = false", "may-not-film", "no-collection-point", "cam-104"),
        ("collection_point = true", "", "may-not-film", "collection-point-unknown", "cam-104"),
        ("collection_point = true", "", "gap", "collection-point-unknown", "abai-12"),
        ('kind = "outpatient"', 'kind = "inpatient"', "may-not-film", "unclear-8-1", "cam-104"),
        ('kind = "outpatient"', 'kind = "spa"', "gap", "organisation-kind-unknown", "abai-12"),
        ('kind = "outpatient"', 'kind = "spa"', "may-not-film", "unlisted", "cam-hall"),
        ('kind = "hall"', 'kind = "ward"', "gap", "room-kind-unknown", "abai-12-hall"),
        ('kind = "hall"', 'kind = "ward"', "may-not-film", "unlisted", "cam-hall"),
        ('kind = "blood-draw"', 'kind = "hall"', "gap", "collection-point-without-blood-draw-room", "abai-12"),
        ('licence = "00000000"\n', "", "gap", "point-without-licence", "abai-12"),
        ('annex = "001"\n', "", "gap", "point-without-annex", "abai-12"),
        ("\nsign_checked = 2026-11-02", "", "gap", "sign-unchecked", "abai-12-104"),
        ("perimeter_sign_checked = 2026-11-02", "", "gap", "sign-unchecked", "abai-12"),
        (f"{MONDAY}  ", "from = 2026-12-23T08:00:00+05:00", "gap", "nobody-rostered", "abai-12-hall"),
    ],
)  # fmt: skip
def test_the_check_finds(old, new, sort, code, where):
    assert where in checked((old, new))[sort, code]


def test_whoever_was_hired_when_the_order_asked_for_consent_needs_no_supplement():
    assert ("gap", "supplement-needed") not in checked(("2021-02-15", "2023-04-22"))
    assert ("gap", "supplement-needed") in checked(("2021-02-15", "2023-04-21"))


def test_every_reason_for_which_the_law_does_not_permit_has_words_of_what_to_do():
    known = set(site.check.__globals__["_WORDS"])  # what a new edition adds is told in general words
    reasons = {key.removeprefix("reason.") for key in LAW.words["en"] if key.startswith("reason.")}
    permits = {"perimeter", "general-premises", "perinatal-premises", "consented"}
    assert reasons - permits - {"no-consent", "patient-unknown"} <= known
