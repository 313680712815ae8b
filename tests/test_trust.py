"""Which devices are trusted, and until which place in the log."""

from __future__ import annotations

import pytest

from econsent.errors import DeviceRevoked, DeviceUnknown
from econsent.trust import Trust, TrustedDevice

OLD, NEW = "aa" * 32, "bb" * 32
TRUST = Trust(
    roots=(b"root",),
    devices={
        "station-1": TrustedDevice(frozenset({OLD, NEW})),
        "station-2": TrustedDevice(frozenset({OLD}), revoked_at=5),
        "station-3": TrustedDevice(frozenset()),
    },
)


@pytest.mark.parametrize("certificate", [OLD, NEW])
def test_a_device_keeps_its_earlier_certificates(certificate):
    TRUST.check_device("station-1", certificate, 10**9)


@pytest.mark.parametrize(
    ("device", "certificate"), [("station-9", OLD), ("station-2", NEW), ("station-3", OLD), ("", "")]
)
def test_a_device_or_certificate_that_was_not_enrolled_is_unknown(device, certificate):
    with pytest.raises(DeviceUnknown):
        TRUST.check_device(device, certificate, 0)


@pytest.mark.parametrize("index", [0, 4])
def test_what_was_logged_before_the_revocation_stays(index):
    TRUST.check_device("station-2", OLD, index)


@pytest.mark.parametrize("index", [5, 6])
def test_from_the_revocation_on_nothing_is_taken(index):
    with pytest.raises(DeviceRevoked) as caught:
        TRUST.check_device("station-2", OLD, index)
    assert caught.value.clause == "3.7"


def test_a_revoked_device_with_a_foreign_certificate_is_unknown():
    with pytest.raises(DeviceUnknown):
        TRUST.check_device("station-2", NEW, 9)


def test_a_library_without_devices_trusts_none():
    with pytest.raises(DeviceUnknown):
        Trust(roots=(b"root",), devices={}).check_device("station-1", OLD, 0)


def test_a_stranger_who_knows_no_devices_relies_on_the_chain():
    Trust(roots=(b"root",)).check_device("anything", OLD, 0)
