"""Those who may ask, over HTTP: let keys, clients and people in, and take it back. Secrets are shown once."""

from __future__ import annotations

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
from econsent.server.access import AnyRequest, asker_of, beside, library_of, said_in
from econsent.server.operations import Parameter, json, operation, segment

SCOPE = "access.manage"


def _id(example: str) -> tuple[Parameter]:
    return (segment("principal_id", example, "The id that a list of those who may ask shows"),)


@operation(
    "GET", "/v1/access", gives=json([examples.KEY, examples.CLIENT, examples.SOMEONE], list[Principal]), scope=SCOPE
)
async def list_access(request: AnyRequest) -> list[Principal]:
    """List every key, client and person, oldest first, those too that may no longer ask."""
    return await beside(library_of(request).accounts.listed, asker=asker_of(request))


@operation(
    "POST",
    "/v1/access/keys",
    takes=json(examples.KEY_REQUEST),
    gives=json(examples.ISSUED_KEY),
    status=201,
    scope=SCOPE,
    errors=(BinInvalid,),
)
async def add_key(request: AnyRequest) -> IssuedKey:
    """Make a key. It is in this answer and never again."""
    said = await said_in(request, KeyRequest)
    return await beside(library_of(request).accounts.add_key, said, asker=asker_of(request))


@operation(
    "POST",
    "/v1/access/keys/{principal_id}/rotation",
    gives=json(examples.ISSUED_KEY),
    status=201,
    scope=SCOPE,
    errors=(PrincipalUnknown,),
    parameters=_id(examples.KEY_ID),
)
async def rotate_key(request: AnyRequest) -> IssuedKey:
    """Make another key in place of one, which opens nothing from now on."""
    named = request.path_params["principal_id"]
    return await beside(library_of(request).accounts.rotate_key, named, asker=asker_of(request))


@operation(
    "POST",
    "/v1/access/clients",
    takes=json(examples.CLIENT_REQUEST),
    gives=json(examples.CLIENT),
    status=201,
    scope=SCOPE,
    errors=(BinInvalid,),
)
async def add_client(request: AnyRequest) -> Principal:
    """Let a client in by its public keys; `id` is its `client_id`."""
    said = await said_in(request, ClientRequest)
    return await beside(library_of(request).accounts.add_client, said, asker=asker_of(request))


@operation(
    "PUT",
    "/v1/access/clients/{principal_id}/keys",
    takes=json(examples.CLIENT_KEYS),
    gives=json(examples.CLIENT),
    scope=SCOPE,
    errors=(PrincipalUnknown,),
    parameters=_id(examples.CLIENT_ID),
)
async def replace_client_keys(request: AnyRequest) -> Principal:
    """Put other public keys in the place of a client's."""
    said = await said_in(request, ClientKeys)
    named = request.path_params["principal_id"]
    return await beside(library_of(request).accounts.replace_keys, named, said, asker=asker_of(request))


@operation(
    "POST",
    "/v1/access/people",
    takes=json(examples.PERSON_REQUEST),
    gives=json(examples.ENROLLED),
    status=201,
    scope=SCOPE,
    errors=(BinInvalid, LoginTaken),
)
async def add_person(request: AnyRequest) -> EnrolledPerson:
    """Let a person in. What their authenticator app must be shown is in this answer and never again."""
    said = await said_in(request, PersonRequest)
    return await beside(library_of(request).accounts.add_person, said, asker=asker_of(request))


@operation(
    "PUT",
    "/v1/access/people/{principal_id}/password",
    takes=json(examples.NEW_PASSWORD),
    gives=json(examples.SOMEONE),
    scope=SCOPE,
    errors=(PrincipalUnknown,),
    parameters=_id(examples.SOMEONE_ID),
)
async def set_password(request: AnyRequest) -> Principal:
    """Put another password in the place of a person's, who is then signed out."""
    said = await said_in(request, NewPassword)
    named = request.path_params["principal_id"]
    return await beside(library_of(request).accounts.set_password, named, said, asker=asker_of(request))


@operation(
    "POST",
    "/v1/access/people/{principal_id}/totp",
    gives=json(examples.ENROLLED),
    status=201,
    scope=SCOPE,
    errors=(PrincipalUnknown,),
    parameters=_id(examples.SOMEONE_ID),
)
async def renew_totp(request: AnyRequest) -> EnrolledPerson:
    """Put another secret of one-time codes in the place of a person's, who is then signed out."""
    named = request.path_params["principal_id"]
    return await beside(library_of(request).accounts.renew_totp, named, asker=asker_of(request))


@operation(
    "DELETE",
    "/v1/access/{principal_id}",
    gives=json(examples.DISABLED_KEY),
    scope=SCOPE,
    errors=(PrincipalUnknown,),
    parameters=_id(examples.KEY_ID),
)
async def disable(request: AnyRequest) -> Principal:
    """Let a key, client or person open nothing more. It stays in the list, for the audit trail names it."""
    named = request.path_params["principal_id"]
    return await beside(library_of(request).accounts.disable, named, asker=asker_of(request))


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
