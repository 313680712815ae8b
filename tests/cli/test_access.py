"""Saying who may ask on the command line: what is secret is printed once, and read from stdin."""

from __future__ import annotations

import json
from pathlib import Path

import pyotp
import pytest

from econsent.library import ACCESS_TOKEN, Library
from tests.server.conftest import served
from tests.smart import Client

PASSWORD = "three grey cranes"


@pytest.fixture(params=["in its folder", "over HTTP"])
def named(request, library: Library):
    """How the commands name the library, and how they get in."""
    if request.param == "over HTTP":
        with served(library) as url:
            yield (url, "--token-file", f"library/{ACCESS_TOKEN}")
    else:
        yield ("library",)


def test_a_key_is_made_changed_and_removed(run, library: Library, named: tuple[str, ...]):
    made = run(
        "access",
        "key",
        "add",
        "--reason",
        "Asked for",
        *named,
        "--name",
        "camera",
        "--scope",
        "decision",
        "--days",
        1,
        "--json",
    ).json
    assert library.door.admit(made["key"]).scopes == {"decision"}
    new = run("access", "key", "rotate", "--reason", "Asked for", *named, made["principal"]["id"], "--json").json
    assert run("access", "key", "remove", "--reason", "Asked for", *named, made["principal"]["id"]).code == 0
    assert run("access", "key", "remove", "--reason", "Asked for", *named, made["principal"]["id"], "--json").error[
        "code"
    ] == ("library.principal-unknown")
    listed = run("access", "key", "list", *named)
    assert made["key"].encode() not in listed.out
    assert new["key"].encode() not in listed.out
    assert b"disabled" in listed.out


def test_a_client_is_let_in_by_a_file_of_public_keys(run, tmp_path: Path, named: tuple[str, ...]):
    (tmp_path / "jwks").write_text(json.dumps(Client().jwks))
    asked = (
        "access",
        "client",
        "add",
        "--reason",
        "Asked for",
        *named,
        "--name",
        "LIS",
        "--scope",
        "system/Consent.rs",
        "--jwks",
        "jwks",
        "--json",
    )
    client = run(*asked).json
    assert client["scopes"] == ["system/Consent.rs"]
    assert run("access", "client", "keys", "--reason", "Asked for", *named, client["id"], "--jwks", "jwks").code == 0
    (tmp_path / "jwks").write_text("{")
    assert run(*asked).error["code"] == "input.argument"
    assert [one["id"] for one in run("access", "client", "list", *named, "--json").json] == [client["id"]]


def test_a_person_is_let_in_and_signs_in_without_a_secret_in_the_arguments(
    run, library: Library, named: tuple[str, ...]
):
    said = run(
        "access", "person", "add", "--reason", "Asked for", *named, "--login", "aigul", "--name", "-", "--duty", "hr",
        "--json",
        stdin=f"Айгүл Серікова\n{PASSWORD}\n",
    ).json  # fmt: skip
    assert (said["principal"]["name"], said["principal"]["subjects"]) == ("Айгүл Серікова", ["staff"])
    person = said["principal"]["id"]
    assert (
        run("access", "person", "password", "--reason", "Asked for", *named, person, stdin="three white cranes\n").code
        == 0
    )
    renewed = run("access", "person", "totp", "--reason", "Asked for", *named, person, "--json").json
    code = pyotp.parse_uri(renewed["otpauth"]).now()
    signed_in = ("access", "person", "token", *named, "--login", "aigul", "--json")
    token = run(*signed_in, stdin=f"three white cranes\n{code}\n").json["token"]
    assert library.door.admit(token).id == person
    assert run(*signed_in, stdin=f"three white cranes\n{code}\n").error["code"] == "library.access-denied"
    assert (
        run("access", "person", "disable", "--reason", "Asked for", *named, person, "--json").json["state"]
        == "disabled"
    )


def test_a_password_that_is_too_short_lets_nobody_in(run, library: Library):
    asked = (
        "access",
        "person",
        "add",
        "--reason",
        "Asked for",
        "library",
        "--login",
        "a",
        "--name",
        "A",
        "--duty",
        "reader",
        "--json",
    )
    refused = run(*asked, stdin="short\n")
    assert (refused.code, refused.error["path"]) == (3, "password")
    assert library.accounts.listed("person") == []


def test_the_trail_is_listed_and_checked(run, library: Library, named: tuple[str, ...]):
    run("find", *named, "--iin", "900101300126")
    [asked] = run("audit", "list", *named, "--iin", "-", "--json", stdin="900101300126\n").json
    assert (asked["verb"], asked["outcome"]) == ("statements.find", "ok")
    assert b"statements.find" in run("audit", "list", *named, "--asker", asked["asker"], "--limit", 1).out
    assert run("audit", "check", *named).code == 0
    library.audit.flush()
    with library._engine.writing() as session:
        session.execute("DELETE FROM audit WHERE seq = 1")
    checked = run("audit", "check", *named, "--json")
    assert (checked.code, len(checked.json["problems"])) == (4, 1)
