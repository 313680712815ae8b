"""A register is brought in and checked over HTTP as in process."""

from __future__ import annotations

import httpx
import pytest

from econsent import errors, instant
from econsent.library import Library
from econsent.remote import Remote
from tests.builders import WHY
from tests.sites import NURSE, REGISTRAR, ROSTER, WHOLE, WIDE, found


def test_a_register_is_imported_and_checked_over_http_as_in_process(library: Library, remote: Remote):
    imported = remote.site.import_files([WHOLE, ROSTER], intent=WHY)
    assert imported.number == library.site.current().number == 1
    assert found(remote.site.check()) == found(library.site.check())
    then = instant.render(instant.parse(imported.imported) + 1_000)
    assert remote.site.check(then) == library.site.check(then)
    with pytest.raises(errors.IinInvalid) as caught:
        remote.site.import_files([WHOLE.replace(NURSE.encode(), b"840229400126")], intent=WHY)
    assert caught.value.path == "roster 1, worker"
    with pytest.raises(errors.InstantInvalid):
        remote.site.check("2026-11-26T10:00:00")
    with pytest.raises(errors.ArgumentInvalid):
        remote.site.import_files([], intent=WHY)


def test_points_are_listed_and_shown_over_http_as_in_process(library: Library, remote: Remote):
    remote.site.import_files([WIDE], intent=WHY)
    first = remote.site.points()
    then = instant.render(instant.parse(first.at) + 1_000)
    assert remote.site.points(then) == library.site.points(then)
    assert remote.site.points(then, after=first.after, limit=3) == library.site.points(then, after=50, limit=3)
    for point_id in ("abai-12", "tole-bi-59"):
        assert remote.site.point(point_id, then) == library.site.point(point_id, then)
    for at in ("2026-11-26T10:00:00", "yesterday"):
        with pytest.raises(errors.InstantInvalid):
            remote.site.points(at)
        with pytest.raises(errors.InstantInvalid):
            remote.site.point("abai-12", at)
    with pytest.raises(errors.ArgumentInvalid):
        remote.site.points(limit=201)


@pytest.mark.parametrize(
    "point_id", ["abai-13", "a..b", "../check", "abai-12/..", "Abai-12", "", "x" * 65, "abai-12?x"]
)
def test_a_point_that_is_not_in_the_register_is_not_found(library: Library, remote: Remote, point_id: str):
    library.site.import_files([WHOLE])
    with pytest.raises(errors.PointUnknown) as caught:
        remote.site.point(point_id)
    assert (caught.value.code, caught.value.status) == ("site.unknown-point", 404)


def test_a_point_that_is_not_in_the_register_is_404_to_whoever_asks_by_hand(library: Library, url: str, token: str):
    library.site.import_files([WHOLE])
    answers = {
        said: httpx.get(f"{url}/v1/site/points/{said}", headers={"authorization": f"Bearer {token}"})
        for said in ("abai-13", "abai-12")
    }
    assert (answers["abai-13"].status_code, answers["abai-13"].json()["code"]) == (404, "site.unknown-point")
    assert answers["abai-12"].status_code == 200
    for personal in (NURSE, REGISTRAR, "Серікова", "Омаров"):
        assert personal not in answers["abai-12"].text


def test_a_roster_of_a_year_is_not_too_large_and_a_flood_is(library: Library, remote: Remote):
    head, row = ROSTER.splitlines()[:2]
    year = b"\n".join([head, *[row] * 5_000])
    remote.site.import_files([WHOLE, year], intent=WHY)
    assert len(library.site.current().register.roster) == 5_000
    with pytest.raises(errors.RequestTooLarge):
        remote.site.import_files([b"x" * 17_000_000], intent=WHY)


def test_without_a_token_nothing_is_imported_or_said(library: Library, url: str):
    with Remote(url) as nobody:
        reads = (nobody.site.check, nobody.site.points, lambda: nobody.site.point("abai-12"))
        for verb in (*reads, lambda: nobody.site.import_files([WHOLE])):
            with pytest.raises(errors.AccessDenied):
                verb()
    assert library.site.current().number == 0


def test_hr_hears_over_http_who_has_no_consent_as_in_process(library: Library, remote: Remote):
    remote.site.import_files([WHOLE], intent=WHY)
    report = remote.site.staff()
    assert {one.worker.value for one in report.missing} == {NURSE, REGISTRAR}
    assert library.site.staff(report.at) == report
    with pytest.raises(errors.InstantInvalid):
        remote.site.staff("2026-11-26T10:00:00")
