"""What is signed is what Standard Webhooks says, and nothing is posted where it must not be."""

from __future__ import annotations

import base64

import pytest

from econsent import webhook
from econsent.errors import ArgumentInvalid


def test_the_signature_is_that_of_the_standards_own_example():
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    signature = webhook.sign([key], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_message_under_two_secrets_bears_two_signatures_apart_by_a_space():
    old, new = b"o" * 32, b"n" * 32
    said = webhook.headers([new, old], "msg_1", 1614265330, b"{}")["webhook-signature"]
    assert said.split(" ") == [webhook.sign([key], "msg_1", 1614265330, b"{}") for key in (new, old)]


def test_a_secret_is_written_as_the_standard_writes_it():
    assert webhook.write_secret(b"\0" * 24) == "whsec_" + "A" * 32


@pytest.mark.parametrize(
    "url",
    [
        "https://receiver.example/hook",
        "https://receiver.example:8443/hook?key=1",
        "https://8.8.8.8/",
        "https://[2001:4860:4860::8888]/",
    ],
)
def test_the_internet_may_be_posted_to(url: str):
    assert webhook.target(url, allow_private=False).scheme == "https"


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://localhost/",
        "http://127.0.0.1:9/",
        "http://[::1]:9/",
        "https://10.1.2.3/",
        "https://192.168.0.1/",
        "https://172.16.0.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://100.64.0.1/",
        "https://0.0.0.0/",
        "https://[fe80::1]/",
        "https://[fd00::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::a00:1]/",
        "https://[2002:a00:1::]/",
        "https://224.0.0.1/",
    ],
)
def test_a_network_of_ones_own_is_posted_to_only_where_that_is_allowed(url: str):
    with pytest.raises(ArgumentInvalid) as refused:
        webhook.target(url, allow_private=False)
    assert refused.value.path == "url"
    webhook.target(url, allow_private=True)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "receiver.example",
        "ftp://receiver.example/",
        "file:///etc/passwd",
        "http://receiver.example/",
        "http://10.0.0.1/",
        "http://127.0.0.1.example/",
        "https://user@receiver.example/",
        "https://user:password@receiver.example/",
        "https://@receiver.example/",
        "https://receiver.example/#part",
        "https://receiver.example:port/",
        "https://receiver.example:99999/",
        "https://receiver.example\\@other.example/",
        "https://receiver .example/",
        "https://receiver.example/\nhost: other",
        "https://қабылдау.example/",
        "https:///hook",
        "https://[::1",
    ],
)
def test_a_url_that_is_none_or_says_more_than_where_is_refused(url: str):
    with pytest.raises(ArgumentInvalid) as refused:
        webhook.target(url, allow_private=True)
    assert "password" not in refused.value.what.replace("user name, password or", "")


@pytest.mark.parametrize(
    ("scheme", "address", "allow_private", "may"),
    [
        ("https", "8.8.8.8", False, True),
        ("https", "10.0.0.1", False, False),
        ("https", "10.0.0.1", True, True),
        ("https", "fe80::1%eth0", False, False),
        ("http", "127.0.0.1", True, True),
        ("http", "127.0.0.1", False, False),
        ("http", "8.8.8.8", True, False),
        ("https", "no address", True, False),
    ],
)
def test_what_a_name_leads_to_is_looked_at_as_well(scheme: str, address: str, allow_private: bool, may: bool):
    assert webhook.may_reach(scheme, address, allow_private=allow_private) is may
