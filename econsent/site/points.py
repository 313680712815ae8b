"""A register point by point: how much each has in a list, and one whole, with what each of its cameras may do."""

from __future__ import annotations

from collections.abc import Iterable

from econsent.exchange import CameraShown, PointListed, PointShown, RoomShown
from econsent.record import Controller
from econsent.site.check import check_point
from econsent.site.rows import Camera, Point, Room
from econsent.site.survey import Survey

_SIGN_LACKING = ("no-sign", "sign-unknown")


def list_points(survey: Survey, points: Iterable[Point]) -> tuple[PointListed, ...]:
    """Return points as they stand in a list."""
    return tuple(_listed(survey, point) for point in points)


def show_point(survey: Survey, point: Point) -> PointShown:
    """Return a point whole."""
    organisation, cameras = survey.register.organisation_of(point), survey.register.cameras_of(point.id)
    inside: dict[str | None, list[CameraShown]] = {}
    for camera in cameras:
        inside.setdefault(camera.room, []).append(_camera(survey, camera))
    return PointShown(
        id=point.id,
        name=point.name,
        organisation=Controller(bin=organisation.bin, name=organisation.names),
        organisation_kind=organisation.kind,
        address=point.address,
        licence=point.licence,
        annex=point.annex,
        collection_point=point.collection_point,
        perimeter_sign=point.perimeter_sign,
        perimeter_sign_checked=point.perimeter_sign_checked,
        rooms=tuple(_room(room, inside.get(room.id, ())) for room in survey.register.rooms_of(point.id)),
        perimeter=tuple(inside.get(None, ())),
    )


def _listed(survey: Survey, point: Point) -> PointListed:
    found = check_point(survey, point)
    sorts = [one.sort for one in found]
    return PointListed(
        id=point.id,
        name=point.name,
        address=point.address,
        rooms=len(survey.register.rooms_of(point.id)),
        cameras=len(survey.register.cameras_of(point.id)),
        may_not_film=sorts.count("may-not-film"),
        condition=sorts.count("condition"),
        signs_lacking=len({one.room for one in found if one.code in _SIGN_LACKING}),
        gaps=sorts.count("gap"),
    )


def _room(room: Room, cameras: Iterable[CameraShown]) -> RoomShown:
    return RoomShown(
        id=room.id,
        name=room.name,
        kind=room.kind,
        sign=room.sign,
        sign_checked=room.sign_checked,
        cameras=tuple(cameras),
    )


def _camera(survey: Survey, camera: Camera) -> CameraShown:
    held = survey.held(camera)
    return CameraShown(
        id=camera.id,
        kind=camera.kind,
        filming=held.filming,
        code=held.code,
        outcome=held.ruling.outcome,
        paragraphs=held.ruling.paragraphs,
    )
