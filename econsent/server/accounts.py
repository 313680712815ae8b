"""Those who may ask, over HTTP: let keys, clients and people in, and take it back. Secrets are shown once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from econsent.accounts import Accounts
from econsent.errors import BinInvalid, LoginTaken, PrincipalUnknown
from econsent.principals import (
    ClientKeys,
    ClientRequest,
    EnrolledPerson,
    IssuedKey,
    KeyRequest,
    NewPassword,
    PersonRequest,
    Principal,
)
from econsent.server import examples
from econsent.server.access import AnyRequest, Result, asked, changed, library_of, said_in
from econsent.server.operations import Parameter, json, operation, segment

SCOPE = "access.manage"


def _id(example: str) -> tuple[Parameter]:
    return (segment("principal_id", example, "The id that a list of those who may ask shows"),)


async def _changed(request: AnyRequest, verb: Callable[..., Result], *said: Any) -> Result:
    """Call a verb that changes something of the principal in the path, if it names one, by what is said, and why."""
    return await changed(request, verb, library_of(request).accounts, *request.path_params.values(), *said)


@operation(
    "GET", "/v1/access", gives=json([examples.KEY, examples.CLIENT, examples.SOMEONE], list[Principal]), scope=SCOPE
)
async def list_access(request: AnyRequest) -> list[Principal]:
    """List every key, client and person, oldest first, those too that may no longer ask."""
    return await asked(request, library_of(request).accounts.listed)


@operation(
    "POST",
    "/v1/access/keys",
    takes=json(examples.KEY_REQUEST),
    gives=json(examples.ISSUED_KEY),
    status=201,
    scope=SCOPE,
    changes=True,
    errors=(BinInvalid,),
)
async def add_key(request: AnyRequest) -> IssuedKey:
    """Make a key. It is in this answer and never again."""
    return await _changed(request, Accounts.add_key, await said_in(request, KeyRequest))


@operation(
    "POST",
    "/v1/access/keys/{principal_id}/rotation",
    gives=json(examples.ISSUED_KEY),
    status=201,
    scope=SCOPE,
    changes=True,
    errors=(PrincipalUnknown,),
    parameters=_id(examples.KEY_ID),
)
async def rotate_key(request: AnyRequest) -> IssuedKey:
    """Make another key in place of one, which opens nothing from now on."""
    return await _changed(request, Accounts.rotate_key)


@operation(
    "POST",
    "/v1/access/clients",
    takes=json(examples.CLIENT_REQUEST),
    gives=json(examples.CLIENT),
    status=201,
    scope=SCOPE,
    changes=True,
    errors=(BinInvalid,),
)
async def add_client(request: AnyRequest) -> Principal:
    """Let a client in by its public keys; `id` is its `client_id`."""
    return await _changed(request, Accounts.add_client, await said_in(request, ClientRequest))


@operation(
    "PUT",
    "/v1/access/clients/{principal_id}/keys",
    takes=json(examples.CLIENT_KEYS),
    gives=json(examples.CLIENT),
    scope=SCOPE,
    changes=True,
    errors=(PrincipalUnknown,),
    parameters=_id(examples.CLIENT_ID),
)
async def replace_client_keys(request: AnyRequest) -> Principal:
    """Put other public keys in the place of a client's."""
    return await _changed(request, Accounts.replace_keys, await said_in(request, ClientKeys))


@operation(
    "POST",
    "/v1/access/people",
    takes=json(examples.PERSON_REQUEST),
    gives=json(examples.ENROLLED),
    status=201,
    scope=SCOPE,
    changes=True,
    errors=(BinInvalid, LoginTaken),
)
async def add_person(request: AnyRequest) -> EnrolledPerson:
    """Let a person in. What their authenticator app must be shown is in this answer and never again."""
    return await _changed(request, Accounts.add_person, await said_in(request, PersonRequest))


@operation(
    "PUT",
    "/v1/access/people/{principal_id}/password",
    takes=json(examples.NEW_PASSWORD),
    gives=json(examples.SOMEONE),
    scope=SCOPE,
    changes=True,
    errors=(PrincipalUnknown,),
    parameters=_id(examples.SOMEONE_ID),
)
async def set_password(request: AnyRequest) -> Principal:
    """Put another password in the place of a person's, who is then signed out."""
    return await _changed(request, Accounts.set_password, await said_in(request, NewPassword))


@operation(
    "POST",
    "/v1/access/people/{principal_id}/totp",
    gives=json(examples.ENROLLED),
    status=201,
    scope=SCOPE,
    changes=True,
    errors=(PrincipalUnknown,),
    parameters=_id(examples.SOMEONE_ID),
)
async def renew_totp(request: AnyRequest) -> EnrolledPerson:
    """Put another secret of one-time codes in the place of a person's, who is then signed out."""
    return await _changed(request, Accounts.renew_totp)


@operation(
    "DELETE",
    "/v1/access/{principal_id}",
    gives=json(examples.DISABLED_KEY),
    scope=SCOPE,
    changes=True,
    errors=(PrincipalUnknown,),
    parameters=_id(examples.KEY_ID),
)
async def disable(request: AnyRequest) -> Principal:
    """Let a key, client or person open nothing more. It stays in the list, for the audit trail names it."""
    return await _changed(request, Accounts.disable)


ROUTES = (
    list_access,
    add_key,
    rotate_key,
    add_client,
    replace_client_keys,
    add_person,
    set_password,
    renew_totp,
    disable,
)
