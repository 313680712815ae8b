"""Why something was changed stands in the trail, and whoever comes second hears of the first (SPEC 15.11, 15.12)."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from econsent import errors
from econsent.access import EVERY_SCOPE, MAX_REASON, Asker, Intent
from econsent.exchange import (
    AuditQuery,
    CorrectionRequest,
    PersonQuestion,
    RedeliveryRequest,
    SubscriberRequest,
    WithdrawalRequest,
)
from econsent.library import Library
from econsent.principals import ClientKeys, ClientRequest, KeyRequest, NewPassword, PersonRequest
from econsent.standing import Policy
from econsent.store.fsck import check
from tests.builders import PASSPHRASE, SCOPE, consent, person, where
from tests.hand import Hand, deposit
from tests.server.test_forms import draft
from tests.sites import WHOLE
from tests.smart import Client

BOTH_ENGINES = True
pytestmark = pytest.mark.usefixtures("engine")

FIRST = Asker(id="person-first", kind="person", scopes=EVERY_SCOPE)
SECOND = Asker(id="person-second", kind="person", scopes=EVERY_SCOPE)
KEY = KeyRequest(name="camera", scopes=("decision",))
PERSON = PersonRequest(login="aigul", name="Ә", duty="reader", password="correct horse battery")
RECEIVER = SubscriberRequest(url="https://cameras.example/hook")
WITHDRAWAL = WithdrawalRequest(person=person(), name="А. Сапар", scopes=(SCOPE,), worker="Б. Омар")


def why(reason: str, version: int | None = None) -> Intent:
    return Intent(reason=reason, version=version)


def reasons(library: Library) -> dict[str, str]:
    """Return of every verb that has one the last reason in the trail."""
    return {one.verb: one.reason for one in library.inspection.find(AuditQuery(limit=1000)) if one.reason}


Change = Callable[[Library, Intent, Asker], object]


def _changes(library: Library) -> dict[str, Change]:
    """Return every verb that changes something beside what people say, each of a thing that is there."""
    key = library.accounts.add_key(KEY).principal.id
    client = library.accounts.add_client(ClientRequest(name="LIS", scopes=("decision",), jwks=Client().jwks)).id
    somebody = library.accounts.add_person(PERSON).principal.id
    told, station = library.subscribers.add(RECEIVER).id, Hand.enrol(library).device_id
    invited = library.invite(name="Kiosk 2", point="Abai 12").device_id
    accounts, subscribers, stations = library.accounts, library.subscribers, library.stations
    new = msgspec.structs.replace(PERSON, login="erlan")
    return {
        "access.key.add": lambda _, why, who: accounts.add_key(KEY, intent=why, asker=who),
        "access.key.rotate": lambda _, why, who: accounts.rotate_key(key, intent=why, asker=who),
        "access.client.add": lambda _, why, who: accounts.add_client(
            ClientRequest(name="MIS", scopes=("decision",), jwks=Client().jwks), intent=why, asker=who
        ),
        "access.client.keys": lambda _, why, who: accounts.replace_keys(
            client, ClientKeys(jwks=Client().jwks), intent=why, asker=who
        ),
        "access.person.add": lambda _, why, who: accounts.add_person(new, intent=why, asker=who),
        "access.person.password": lambda _, why, who: accounts.set_password(
            somebody, NewPassword(password="three white cranes"), intent=why, asker=who
        ),
        "access.person.totp": lambda _, why, who: accounts.renew_totp(somebody, intent=why, asker=who),
        "access.disable": lambda _, why, who: accounts.disable(key, intent=why, asker=who),
        "subscribers.add": lambda _, why, who: subscribers.add(RECEIVER, intent=why, asker=who),
        "subscribers.pause": lambda _, why, who: subscribers.pause(told, intent=why, asker=who),
        "subscribers.resume": lambda _, why, who: subscribers.resume(told, intent=why, asker=who),
        "subscribers.rotate": lambda _, why, who: subscribers.rotate(told, intent=why, asker=who),
        "subscribers.redeliver": lambda _, why, who: subscribers.redeliver(
            told, RedeliveryRequest(), intent=why, asker=who
        ),
        "subscribers.remove": lambda _, why, who: subscribers.remove(told, intent=why, asker=who),
        "stations.invite": lambda _, why, who: library.invite(name="K", point="P", intent=why, asker=who),
        "stations.cancel": lambda _, why, who: stations.cancel(invited, intent=why, asker=who),
        "stations.acknowledge": lambda _, why, who: stations.acknowledge(station, intent=why, asker=who),
        "stations.revoke": lambda _, why, who: stations.revoke(station, intent=why, asker=who),
        "site.import": lambda _, why, who: library.site.import_files([WHOLE], intent=why, asker=who),
        "policy.write": lambda _, why, who: library.set_policy(Policy(), intent=why, asker=who),
        "forms.release": lambda _, why, who: library.forms.release(draft(), intent=why, asker=who),
    }


def test_whatever_changes_something_asks_why_and_the_trail_says_it(library: Library):
    changes = _changes(library)
    for verb, change in changes.items():
        for reason in ("", "  ", "x" * (MAX_REASON + 1)):
            with pytest.raises(errors.ArgumentInvalid) as refused:
                change(library, why(reason), FIRST)
            assert refused.value.path == "reason", verb
    for verb, change in changes.items():
        change(library, why(f"Себебі: {verb}"), FIRST)
    said = reasons(library)
    assert {verb: said.get(verb) for verb in changes} == {verb: f"Себебі: {verb}" for verb in changes}
    lines = [one for one in library.inspection.find(AuditQuery(limit=1000)) if one.reason.startswith("Себебі")]
    assert {one.asker for one in lines} == {FIRST.id}
    assert library.inspection.check().problems == ()


def test_a_reason_lies_sealed_and_belongs_to_its_line(library: Library):
    library.set_policy(Policy(), intent=why("Sealed words"), asker=FIRST)
    library.audit.flush()
    rows = library.audit._trail.entries(0, 1000)
    assert rows and not any(b"Sealed words" in row.entry for row in rows)
    [entry] = [one.entry for one in library.audit.entries() if one.entry.reason]
    with pytest.raises(errors.StoreDamaged):
        library.audit.reason(msgspec.structs.replace(entry, asker=SECOND.id))


def test_a_correction_says_in_the_trail_why(library: Library):
    hand = Hand.enrol(library)
    one = hand.say(consent(hand))
    deposit(library, [one])
    wrong = CorrectionRequest(id=one.statement.id, reason="Another person", by=("Б. Омар", "Г. Сейт"))
    library.correct(wrong, asker=FIRST)
    assert reasons(library) == {"statements.correct": "Another person"}
    with pytest.raises(errors.ChangedMeanwhile, match="correction was logged"):
        library.correct(wrong, asker=SECOND)


def test_whoever_comes_second_hears_who_was_first_when_and_why(library: Library):
    key = library.accounts.add_key(KEY).principal
    library.accounts.disable(key.id, intent=why("Lost", key.version), asker=FIRST)
    with pytest.raises(errors.ChangedMeanwhile) as told:
        library.accounts.rotate_key(key.id, intent=why("Once a year", key.version), asker=SECOND)
    error = told.value
    assert (error.status, error.by, error.verb, error.reason) == (412, FIRST.id, "access.disable", "Lost")
    assert (error.version, error.at[:2]) == (2, "20")
    [line] = [one for one in library.inspection.find(AuditQuery(limit=1000)) if one.verb == "access.key.rotate"]
    assert (line.outcome, line.reason) == ("library.changed-meanwhile", "Once a year")


def test_of_two_who_remove_a_subscriber_the_second_hears_of_the_first(library: Library):
    told = library.subscribers.add(RECEIVER).id
    version = library.subscribers.show(told).version
    library.subscribers.remove(told, intent=why("Not used", version), asker=FIRST)
    with pytest.raises(errors.ChangedMeanwhile) as error:
        library.subscribers.pause(told, intent=why("Repairs", version), asker=SECOND)
    assert (error.value.by, error.value.verb) == (FIRST.id, "subscribers.remove")
    with pytest.raises(errors.SubscriberUnknown):
        library.subscribers.pause(told, intent=why("Repairs"), asker=SECOND)


def test_what_nobody_else_touched_is_changed_as_often_as_one_likes(library: Library):
    told = library.subscribers.add(RECEIVER).id
    for times in range(1, 4):
        assert library.subscribers.show(told).version == times
        library.subscribers.pause(told, intent=why("Again", times), asker=FIRST)
    library.subscribers.resume(told, intent=why("Whatever stands"), asker=SECOND)


def test_a_policy_that_was_set_meanwhile_is_not_overwritten(library: Library):
    seen = library.policy_version
    library.set_policy(Policy(stale_after=3600), intent=why("Daily", seen), asker=FIRST)
    with pytest.raises(errors.ChangedMeanwhile):
        library.set_policy(Policy(stale_after=7200), intent=why("Weekly", seen), asker=SECOND)
    assert (library.policy.stale_after, library.policy_version) == (3600, seen + 1)


def test_a_register_that_was_imported_meanwhile_is_not_overwritten_and_what_is_new_in_it_is_counted(library: Library):
    assert library.site.import_files([WHOLE], intent=why("All", 0), asker=FIRST).number == 1
    fewer = WHOLE.partition(b"[[camera]]")[0]
    with pytest.raises(errors.ChangedMeanwhile) as told:
        library.site.import_files([fewer], intent=why("Mine", 0), asker=SECOND)
    assert "camera: " in told.value.what and "rows added" in told.value.what
    assert (told.value.by, library.site.check().number) == (FIRST.id, 1)
    assert library.site.import_files([fewer], intent=why("Mine", 1), asker=SECOND).number == 2


def test_two_who_withdraw_for_one_person_at_once(library: Library):
    hand = Hand.enrol(library)
    deposit(library, [hand.say(consent(hand))])
    seen = library.stands(PersonQuestion(person=person())).version
    assert seen == 1
    library.withdraw(WITHDRAWAL, intent=Intent(version=seen), asker=FIRST)
    with pytest.raises(errors.ChangedMeanwhile) as told:
        library.withdraw(WITHDRAWAL, intent=Intent(version=seen), asker=SECOND)
    assert "withdrawal" in told.value.what and f"{SCOPE} deny" in told.value.what
    assert library.checkpoint().split("\n")[1] == "2", "nothing was logged for the second"
    library.withdraw(WITHDRAWAL, intent=Intent(version=told.value.version), asker=SECOND)


def test_a_version_that_was_changed_at_rest_is_found(library: Library, tmp_path):
    key = library.accounts.add_key(KEY).principal.id
    with library._shelf.writing() as pen:
        pen.session.execute("UPDATE revision SET number = 7 WHERE resource = ?", (key,))
    found = check(where(tmp_path), passphrase=PASSPHRASE)
    assert [(one.code, one.where) for one in found] == [("store.damaged", f"revision of {key}")]
