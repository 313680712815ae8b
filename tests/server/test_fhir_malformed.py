"""Malformed FHIR: whatever is asked, the answer is documented, is FHIR, repeats nobody's number, and is no fault."""

from __future__ import annotations

import json
from collections.abc import Iterator

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from econsent.fhir.capability import OTHERS, parameters_of
from tests.builders import IIN

RELEASES = ("R5", "R4")
KINDS = ("Consent", "Provenance", "DocumentReference", "AuditEvent")
NAMES = sorted(
    {*parameters_of("R4"), *parameters_of("R5"), *(name for known in OTHERS.values() for name in known)}
    | {"_count", "_sort", "_total", "_summary", "_format", "_cursor", "_include", "patient:identifier", "a", ""}
    | {"patient.identifier", "subject:identifier", "status:not", "date:missing", "_id:exact", "organization:identifier"}
)
VALUES = (
    "", ",", "|", "||", "\\", "active", "active,", ",active", "not-done", "nonsense", "filming.video", "-1", "0", "1",
    "201", "99999999999999999999", "NaN", "ge", "ge2026", "ge2026-13", "2026-02-30", "ap2026", "ge2026-01-01T00:00",
    "ge9999-12-31", "lt0001-01-01", "ge0000", "2026-01-01T00:00:00+05:00", "2026-01-01T24:00:00Z", "_lastUpdated",
    "-date", "xml", "json", "html", "application/fhir xml", f"urn:econsent:id:kz.iin|{IIN}", f"{IIN}", "true",
    "urn:econsent:id:kz.iin|900101300127", "urn:econsent:sealed|AAAA", "urn:econsent:sealed|", "A" * 4000, "\x00", "%",
    "é", "😀", "' OR 1=1 --", "Consent/1", "Consent/1/_history/x", "../..", "urn:econsent:consent|" + "0" * 64,
    "01a21752-7f59-7650-a5cf-71e5b6da9173-1", "01a21752-7f59-7650-a5cf-71e5b6da9173-99", "(((", "null", "[]",
)  # fmt: skip
EXPECTED = {200, 304, 400, 401, 403, 404, 405, 406, 413, 414, 415}


@pytest.fixture(scope="module")
def client(quiet: tuple[str, str]) -> Iterator[httpx.Client]:
    url, token = quiet
    with httpx.Client(base_url=url, headers={"authorization": f"Bearer {token}"}) as client:
        yield client


def check(reply: httpx.Response) -> None:
    assert reply.status_code in EXPECTED, (reply.request.url, reply.status_code, reply.text)
    kind = reply.headers.get("content-type", "")
    if reply.status_code >= 400:
        assert "fhir" in kind
        assert IIN not in reply.text
        if "json" in kind:
            assert json.loads(reply.content)["resourceType"] == "OperationOutcome"
        else:
            assert "<OperationOutcome" in reply.text
    elif "json" in kind:
        bundle = reply.json()
        assert bundle["resourceType"] in ("Bundle", "CapabilityStatement", "Consent")
        assert not [one for one in bundle.get("link", ()) if IIN in one["url"]]


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_with_every_odd_value(client: httpx.Client, name: str, release: str) -> None:
    for value in VALUES:
        check(client.get(f"/fhir/{release}/Consent", params=[(name, value)]))
    for kind in KINDS[1:]:
        check(client.post(f"/fhir/{release}/{kind}/_search", data={name: "nonsense", "_id": "1"}))


pairs = st.lists(
    st.tuples(st.sampled_from(NAMES) | st.text(max_size=12), st.sampled_from(VALUES) | st.text()), max_size=5
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    said=pairs,
    release=st.sampled_from(RELEASES),
    kind=st.sampled_from(KINDS),
    accept=st.sampled_from(("", "*/*", "application/fhir+xml", "text/html", "application/json;q=x", ";;;", "a/b,,")),
    prefer=st.sampled_from(("", "handling=strict", "handling=lenient", "return=minimal; handling=strict", ";=")),
)
def test_any_mixture_of_parameters_and_headers(
    client: httpx.Client, said: list[tuple[str, str]], release: str, kind: str, accept: str, prefer: str
) -> None:
    headers = {"accept": accept, "prefer": prefer}
    said = [
        (name.encode("utf-8", "replace").decode(), value.encode("utf-8", "replace").decode()) for name, value in said
    ]
    check(client.get(f"/fhir/{release}/{kind}", params=said, headers=headers))
    form = httpx.QueryParams(said)
    headers["content-type"] = "application/x-www-form-urlencoded"
    check(client.post(f"/fhir/{release}/{kind}/_search", content=str(form), headers=headers))


@settings(max_examples=60)
@given(
    body=st.binary(max_size=200) | st.text().map(str.encode),
    kind=st.sampled_from(("fhir+json", "fhir+xml", "x-www-form-urlencoded")),
)
def test_any_bytes_as_a_body(client: httpx.Client, body: bytes, kind: str) -> None:
    headers = {"content-type": f"application/{kind}"}
    for path in ("$revokeConsent", "01a21752-7f59-7650-a5cf-71e5b6da9173-1/$revokeConsent", "_search"):
        check(client.post(f"/fhir/R5/Consent/{path}", content=body, headers=headers))


@pytest.mark.parametrize(
    "path",
    [
        "Consent/..%2f..%2fetc", "Consent/%00", "Consent/a/_history/b/c", "Consent//", "consent", "Patient/1",
        "Consent/_search", "Consent/$everything", "Consent/" + "1" * 2000, f"Consent/{IIN}", "Consent/é", "metadata/1",
        "Consent/x/_history/999999999999999999999", "AuditEvent/-1", "AuditEvent/99999999999", "Binary/x.exe",
        "Binary/01a21752-7f59-7650-a5cf-71e5b6da9173.pdf", "Provenance/1", "DocumentReference/%F0%9F%98%80", "",
    ],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH"])
def test_any_path_and_method(client: httpx.Client, path: str, method: str) -> None:
    for release in RELEASES:
        check(client.request(method, f"/fhir/{release}/{path}"))


def test_a_host_that_nobody_has_makes_no_fault(client: httpx.Client) -> None:
    for host in ("a b", '"><script>', "x" * 5000, "[::1", "host:port"):
        try:
            reply = client.get("/fhir/R5/Consent", headers={"host": host})
        except httpx.HTTPError:
            continue
        assert reply.status_code < 500, host
