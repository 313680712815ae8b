"""Ink as evidence: pen strokes with time, pressure and tilt, in W3C InkML (Recommendation of 20 September 2011).

Lengths are whole hundredths of a millimetre from the upper left corner of the pad (X to the right, Y down), times are
whole milliseconds from the first contact, force is a fraction of what the device can measure, tilt is in whole degrees
from upright to the right and downwards. One drawing has one encoding, so that a reader can refuse every other: `decode`
accepts exactly the bytes that `encode` would write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

import msgspec

from econsent.errors import ArgumentInvalid, InkMalformed
from econsent.record import INK_TYPE

MEDIA_TYPE = INK_TYPE
NAMESPACE = "http://www.w3.org/2003/InkML"
MAX_BYTES = 8 << 20
"""A drawing of ten minutes at 240 samples a second stays below this."""
MAX_SIDE_MM = 2000
MAX_TIME_MS = 999_999_999
MAX_TILT = 90
"""Degrees from upright: a pen that lies on the glass."""

_UNIT = 100  # hundredths of a millimetre in a millimetre
_STEPS = 10_000  # of force: four decimals
_PLAIN, _FORCE, _TILT = "plain", "force", "tilt"
_HEAD = f'<?xml version="1.0" encoding="UTF-8"?>\n<ink xmlns="{NAMESPACE}">\n'
_NUMBER = re.compile(r"(0|[1-9][0-9]{0,8})(?:\.([0-9]+))?", re.ASCII)
_DEGREES = re.compile(r"0|-?[1-9][0-9]?", re.ASCII)


class Point(msgspec.Struct, frozen=True):
    """One sample: x and y in 1/100 mm, t in ms, force from 0 to 1 in steps of 1/10000, tilt along x and y in degrees.

    What the device does not measure is None; where there is a tilt there is a force.
    """

    x: int
    y: int
    t: int
    force: float | None = None
    tilt: tuple[int, int] | None = None


class Stroke(msgspec.Struct, frozen=True):
    """One contact from touch to lift; its points are in order of time, and all of them are measured alike."""

    points: tuple[Point, ...]


class Drawing(msgspec.Struct, frozen=True):
    """What was drawn, and the pad it was drawn on in whole hundredths of a millimetre."""

    strokes: tuple[Stroke, ...]
    width: int
    height: int


def is_empty(strokes: Iterable[Stroke]) -> bool:
    """Tell whether nothing was drawn; a single dot is something."""
    return not any(stroke.points for stroke in strokes)


def encode(strokes: Sequence[Stroke], width_mm: float, height_mm: float) -> bytes:
    """Return the one InkML document of these strokes on a pad of this size.

    Raises ArgumentInvalid where a stroke is empty or mixed, a point lies off the pad, or time runs backwards.
    """
    width, height = _side(width_mm), _side(height_mm)
    for number, stroke in enumerate(strokes):
        _check(stroke, number, width, height)
    lines = ["<definitions>"]
    tilted = any(point.tilt is not None for stroke in strokes for point in stroke.points[:1])
    for name in (_PLAIN, _FORCE, *([_TILT] if tilted else [])):
        lines += _definition(name, width, height)
    lines += ["</definitions>", *map(_trace, strokes), "</ink>", ""]
    return (_HEAD + "\n".join(lines)).encode("ascii")


def decode(data: bytes) -> Drawing:
    """Return what `encode` wrote.

    Raises InkMalformed for anything else: other XML, document types and entities, other number forms, one changed byte.
    """
    if len(data) > MAX_BYTES:
        raise InkMalformed("The ink is larger than any signature.", clause="10.5")
    # No other encoding starts with these bytes, and in ASCII these marks begin every document type and entity.
    if not (data.startswith(_HEAD.encode()) and data.isascii()) or b"<!" in data or b"&" in data:
        raise InkMalformed("The ink holds XML that ink does not need.", clause="10.5")
    try:
        drawing = _read(ET.fromstring(data))  # noqa: S314 - no document type, hence no entities: refused above
        canonical = encode(drawing.strokes, drawing.width / _UNIT, drawing.height / _UNIT)
    except (ET.ParseError, ValueError, LookupError, ArgumentInvalid) as error:
        raise InkMalformed("The ink is not InkML as it is written here.", clause="10.5") from error
    if canonical != data:
        raise InkMalformed("The ink is not in its one canonical form.", clause="10.5")
    return drawing


def _side(millimetres: float) -> int:
    side = round(millimetres * _UNIT) if 0 < millimetres <= MAX_SIDE_MM else 0
    if not side:
        raise ArgumentInvalid("A pad has no such size.", path="pad")
    return side


def _check(stroke: Stroke, number: int, width: int, height: int) -> None:
    where = f"strokes[{number}]"
    if not stroke.points:
        raise ArgumentInvalid("A stroke has no point.", path=where)
    if len({(point.force is None, point.tilt is None) for point in stroke.points}) != 1:
        raise ArgumentInvalid("A stroke has force or tilt in some points only.", path=where)
    if stroke.points[0].force is None and stroke.points[0].tilt is not None:
        raise ArgumentInvalid("A stroke has tilt and no force.", path=where)
    earlier = 0
    for point in stroke.points:
        if not (0 <= point.x <= width and 0 <= point.y <= height):
            raise ArgumentInvalid("A point lies off the pad.", path=where)
        if point.force is not None and not 0 <= point.force <= 1:
            raise ArgumentInvalid("A force is not between 0 and 1.", path=where)
        if point.tilt is not None and not all(-MAX_TILT <= angle <= MAX_TILT for angle in point.tilt):
            raise ArgumentInvalid("A pen is tilted by more than 90 degrees.", path=where)
        if not earlier <= point.t <= MAX_TIME_MS:
            raise ArgumentInvalid("Time runs backwards in a stroke, or far too long.", path=where)
        earlier = point.t


def _decimal(value: int, digits: int) -> str:
    whole, part = divmod(value, 10**digits)
    return f"{whole}.{part:0{digits}d}"


def _definition(name: str, width: int, height: int) -> list[str]:
    across, down = _decimal(width, 2), _decimal(height, 2)
    force = ['<channel name="F" type="decimal" min="0" max="1" units="%"/>'] if name != _PLAIN else []
    tilt = [_angle(axis) for axis in ("OTx", "OTy")] if name == _TILT else []
    return [
        f'<inkSource xml:id="{name}.source">',
        "<traceFormat>",
        f'<channel name="X" type="decimal" min="0" max="{across}" units="mm"/>',
        f'<channel name="Y" type="decimal" min="0" max="{down}" units="mm"/>',
        '<channel name="T" type="integer" units="ms"/>',
        *force,
        *tilt,
        "</traceFormat>",
        f'<activeArea width="{across}" height="{down}" units="mm"/>',
        "</inkSource>",
        f'<context xml:id="{name}" inkSourceRef="#{name}.source"/>',
    ]


def _angle(axis: str) -> str:
    return f'<channel name="{axis}" type="integer" min="-{MAX_TILT}" max="{MAX_TILT}" units="deg"/>'


def _trace(stroke: Stroke) -> str:
    first = stroke.points[0]
    name = _PLAIN if first.force is None else _FORCE if first.tilt is None else _TILT
    return f'<trace contextRef="#{name}">{", ".join(map(_sample, stroke.points))}</trace>'


def _sample(point: Point) -> str:
    place = f"{_decimal(point.x, 2)} {_decimal(point.y, 2)} {point.t}"
    if point.force is None:
        return place
    pressed = f"{place} {_decimal(round(point.force * _STEPS), 4)}"
    return pressed if point.tilt is None else f"{pressed} {point.tilt[0]} {point.tilt[1]}"


def _read(root: ET.Element) -> Drawing:
    area = root.find(f"{{{NAMESPACE}}}definitions/{{{NAMESPACE}}}inkSource/{{{NAMESPACE}}}activeArea")
    if area is None:
        raise ValueError("no pad")
    strokes = tuple(Stroke(tuple(map(_point, (trace.text or "").split(", ")))) for trace in _traces(root))
    return Drawing(strokes, _fixed(area.attrib["width"], 2), _fixed(area.attrib["height"], 2))


def _traces(root: ET.Element) -> list[ET.Element]:
    return root.findall(f"{{{NAMESPACE}}}trace")


def _point(sample: str) -> Point:
    x, y, t, *rest = sample.split(" ")
    force = _fixed(rest[0], 4) / _STEPS if rest else None
    tilt = (_degrees(rest[1]), _degrees(rest[2])) if len(rest) > 1 else None
    return Point(_fixed(x, 2), _fixed(y, 2), _fixed(t, 0), force, tilt)


def _degrees(text: str) -> int:
    if not _DEGREES.fullmatch(text):
        raise ValueError("not an angle of this form")
    return int(text)


def _fixed(text: str, digits: int) -> int:
    number = _NUMBER.fullmatch(text)
    if number is None or len(number[2] or "") != digits:
        raise ValueError("not a number of this form")
    return int(number[1] + (number[2] or ""))
