"""A library behind HTTP: the same verbs, asked over the wire (docs/http.md).

Whatever answers at the address is believed only where it speaks as a library does: JSON of our types or RFC 9457
problems. Redirects are never followed, a person's number never enters a URL, and each problem comes back as the very
error that the library raised.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType, TracebackType
from typing import Any, BinaryIO, Literal, Self, TypeVar
from urllib.parse import quote

import httpx
import msgspec

from econsent import exchange, ledger
from econsent.access import UNSAID, Intent
from econsent.errors import (
    ArgumentInvalid,
    EconsentError,
    RemoteError,
    RemoteForeign,
    RemoteUnreachable,
    by_code,
)
from econsent.keys import decode_base64
from econsent.record import Controller
from econsent.remote_accounts import (
    RemoteAccounts,
    RemoteAttention,
    RemoteDoor,
    RemoteInspection,
    RemoteOverview,
    RemoteSearch,
)
from econsent.remote_feed import RemoteFeed, RemoteSubscribers
from econsent.remote_preservations import RemotePreservations
from econsent.remote_receipts import RemoteReceipts
from econsent.remote_site import RemoteSite
from econsent.remote_stations import RemoteStations
from econsent.remote_works import RemoteWorks
from econsent.standing import Policy

Said = TypeVar("Said")
Exported = Literal["pdf", "jws", "bundle", "receipt"]

EXPORTS: dict[Exported, tuple[str, str]] = {
    "pdf": ("document.pdf", "application/pdf"),
    "jws": ("statement.jws", "application/jose"),
    "bundle": ("bundle.zip", "application/zip"),
    "receipt": ("receipt.tlog-proof", "text/plain"),
}
"""The file name and media type of each form in which a statement leaves a library."""

MAX_REPLY = 80 * 1024 * 1024
"""Bytes an answer may have: no library says more at once."""
_JSON = "application/json"
_PROBLEM = "application/problem+json"
_GATEWAYS = (502, 503, 504)
_PART, _NOTHING_MORE = 206, 416
_ID = re.compile(r"[0-9A-Za-z-]{1,64}")
_VERSION = re.compile(r'"[0-9]{1,15}"')
_CHECK_ADDRESS = "Check the address, and what answers there."


@dataclass(frozen=True, slots=True)
class _Reply:
    """An answer read whole: status, media type in lower case, body, and the version that it shows, as its ETag."""

    status: int
    media_type: str
    content: bytes
    etag: str = ""


class Remote:
    """The verbs of a library at a URL. Safe to share between threads; close it, or use it in a `with` block."""

    def __init__(
        self,
        url: str,
        token: str | None = None,
        *,
        origin: str | None = None,
        timeout: float = 30.0,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """Prepare to ask; nothing is sent yet. Raise ArgumentInvalid for a URL that no library may be asked at.

        `origin` is the log's name where it is known: an answer from another log is refused. `timeout` is in seconds.
        """
        self.url = _checked_url(url)
        self._origin = origin
        self._about: exchange.About | None = None
        self._client = httpx.Client(
            base_url=self.url,
            headers=_headers(token),
            timeout=httpx.Timeout(timeout, connect=min(timeout, 5.0)),
            transport=transport,
            mounts=_past_proxies(self.url.host),
        )
        self.feed = RemoteFeed(self._get)
        """What happens there, for those who follow it."""
        self.subscribers = RemoteSubscribers(self._get, self.say, self.tell, _segment)
        """Who is told of it by webhook."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the connections go."""
        self._client.close()

    # ── what it is ────────────────────────────────────────────────────────────────────

    def about(self) -> exchange.About:
        """Return whose library this is and the keys of its log, asked once; raise RemoteForeign for another log."""
        if self._about is None:
            about = self._get("v1/library", exchange.About)
            self._check_origin(about.origin)
            self._about = about
        return self._about

    @property
    def controller(self) -> Controller:
        """The organisation that keeps."""
        return self.about().controller

    @property
    def origin(self) -> str:
        """The log's name."""
        return self.about().origin

    @property
    def root_pem(self) -> str:
        """The root certificate, as the library shows it: compare its fingerprint by another way."""
        return self.about().root

    @property
    def log_vkey(self) -> str:
        """The log's verifier key (C2SP)."""
        return self.about().log_vkey

    @property
    def clock_vkey(self) -> str:
        """The verifier key of the log's clock (C2SP)."""
        return self.about().clock_vkey

    # ── stations ──────────────────────────────────────────────────────────────────────

    def invite(
        self,
        *,
        name: str,
        point: str,
        room: str = "",
        room_kind: str = "blood-draw",
        minutes: int = 60,
        intent: Intent = UNSAID,
    ) -> exchange.Invitation:
        """Return a one-time code with which one station may enrol."""
        request = exchange.InvitationRequest(name=name, point=point, room=room, room_kind=room_kind, minutes=minutes)
        return self._post("v1/invitations", request, exchange.Invitation, intent)

    def enrol(self, request: exchange.EnrolmentRequest) -> exchange.Enrolment:
        """Use a code: return the device's certificate and all that a station needs; raise CodeRefused."""
        return self._post("v1/enrolments", request, exchange.Enrolment)

    def deposit(self, envelopes: Sequence[bytes], *, seen: int = 0) -> exchange.DepositReply:
        """Deliver sealed envelopes; `seen` is the size of the last checkpoint known here."""
        body = exchange.pack_frames(envelopes)
        reply = self._ask("POST", f"v1/deposits?seen={seen:d}", body, exchange.FRAMES)
        said = _understood(reply, exchange.DepositReply)
        self._check_origin(said.checkpoint.partition("\n")[0])
        return said

    def contact(self, jws: bytes) -> None:
        """Give a station's sign of life."""
        self._ask("POST", "v1/contacts", jws, "application/jose")

    # ── questions ─────────────────────────────────────────────────────────────────────

    def decide(self, question: exchange.Question) -> exchange.Answer:
        """Answer whether this person may be filmed for this scope at this time."""
        return self._post("v1/decision", question, exchange.Answer)

    def stands(self, question: exchange.PersonQuestion) -> exchange.PersonAnswer:
        """Say what stands for a person, scope by scope."""
        return self._post("v1/standings", question, exchange.PersonAnswer)

    def decide_room(self, question: exchange.RoomQuestion) -> exchange.RoomAnswer:
        """Say who of some people may not be filmed in a room or by a camera."""
        return self._post("v1/decisions", question, exchange.RoomAnswer)

    @property
    def policy(self) -> Policy:
        """What the library asks of a permit."""
        return self._get("v1/policy", Policy)

    @property
    def policy_version(self) -> int:
        """How often what the library asks of a permit was set."""
        tag = self._ask("GET", "v1/policy").etag
        if _VERSION.fullmatch(tag) is None:
            raise _foreign()
        return int(tag.strip('"'))

    def set_policy(self, policy: Policy, *, intent: Intent = UNSAID) -> None:
        """Set what the library asks of a permit from now on; raise ChangedMeanwhile."""
        self.tell("PUT", "v1/policy", policy, intent)

    def find(self, request: exchange.SearchRequest) -> list[exchange.Found]:
        """Return statements, newest first."""
        return self._post("v1/find", request, list[exchange.Found])

    def show(self, statement_id: str) -> exchange.Shown:
        """Return one statement with its place in the log; raise StatementUnknown."""
        return self._get(f"v1/statements/{_segment(statement_id)}", exchange.Shown)

    def withdraw(self, request: exchange.WithdrawalRequest, *, intent: Intent = UNSAID) -> exchange.Withdrawn:
        """Take down a person's withdrawal; raise ChangedMeanwhile."""
        return self._post("v1/withdrawals", request, exchange.Withdrawn, intent)

    def correct(self, request: exchange.CorrectionRequest) -> exchange.Corrected:
        """Mark a statement as entered in error."""
        return self._post("v1/corrections", request, exchange.Corrected)

    def export(self, statement_id: str, what: Exported) -> bytes:
        """Return one form of a statement, as it is kept; raise StatementUnknown."""
        if what not in EXPORTS:
            raise ArgumentInvalid("A statement is exported as pdf, jws, bundle or receipt.")
        name, media_type = EXPORTS[what]
        return self.file("GET", f"v1/statements/{_segment(statement_id)}/{name}", media_type)

    def evidence(self, statement_id: str, place: int) -> bytes:
        """Return a file of a statement's evidence, at its place from 0; raise StatementUnknown."""
        return self.file(
            "GET", f"v1/statements/{_segment(statement_id)}/evidence/{place:d}", "application/octet-stream"
        )

    @property
    def site(self) -> RemoteSite:
        """The register of points, rooms, cameras, signs and rosters."""
        return RemoteSite(self)

    @property
    def forms(self) -> RemoteForms:
        """The forms that the organisation has released."""
        return RemoteForms(self)

    # ── who may ask ───────────────────────────────────────────────────────────────────

    @property
    def accounts(self) -> RemoteAccounts:
        """The keys, clients and people that may ask."""
        return RemoteAccounts(self)

    @property
    def overview(self) -> RemoteOverview:
        """How a day went."""
        return RemoteOverview(self)

    @property
    def attention(self) -> RemoteAttention:
        """What needs a person."""
        return RemoteAttention(self)

    @property
    def search(self) -> RemoteSearch:
        """Decisions by what they are, whoever made them."""
        return RemoteSearch(self)

    @property
    def receipts(self) -> RemoteReceipts:
        """What a receipt's code shows to whoever has it."""
        return RemoteReceipts(self)

    @property
    def inspection(self) -> RemoteInspection:
        """What was asked, and by whom."""
        return RemoteInspection(self)

    @property
    def stations(self) -> RemoteStations:
        """How the stations are."""
        return RemoteStations(self)

    @property
    def preservations(self) -> RemotePreservations:
        """What keeps its log provable later."""
        return RemotePreservations(self)

    @property
    def works(self) -> RemoteWorks:
        """What takes longer than an answer may."""
        return RemoteWorks(self)

    @property
    def door(self) -> RemoteDoor:
        """Where people sign in and out."""
        return RemoteDoor(self)

    # ── the log ───────────────────────────────────────────────────────────────────────

    def checkpoint(self) -> str:
        """Return the log's newest checkpoint, a signed note that is not checked here."""
        try:
            note = self.file("GET", "log/checkpoint", "text/plain").decode()
        except UnicodeDecodeError:
            raise _foreign() from None
        self._check_origin(note.partition("\n")[0])
        return note

    def tile(self, path: str) -> bytes:
        """Return a tile or entry bundle of the log (C2SP tlog-tiles)."""
        ledger.parse_tile_path(path)
        return self.file("GET", f"log/{path}", "application/octet-stream")

    def consistency(self, old: int, new: int) -> list[bytes]:
        """Return the proof that the tree of size `new` only adds to that of size `old`."""
        proof = self._get(f"v1/consistency?old={old:d}&new={new:d}", exchange.Consistency).proof
        try:
            return [decode_base64(item) for item in proof]
        except EconsentError:
            raise _foreign() from None

    def check_log(self, progress: Callable[[int, int], None] | None = None) -> exchange.LogReport:
        """Let the library recompute its whole log and say what it found; `progress` is told when it is done."""
        report = self._get("v1/log/report", exchange.LogReport, timeout=None)
        if progress is not None:
            progress(report.size, report.size)
        return report

    # ── the wire ──────────────────────────────────────────────────────────────────────

    def _get(self, path: str, said: type[Said], **options: Any) -> Said:
        return _understood(self._ask("GET", path, **options), said)

    def _post(self, path: str, message: msgspec.Struct, said: type[Said], intent: Intent = UNSAID) -> Said:
        return self.say("POST", path, message, said, intent)

    def say(
        self, method: str, path: str, message: msgspec.Struct | None, said: type[Said], intent: Intent = UNSAID
    ) -> Said:
        """Return the answer to a message, or to a request without one: what the library's departments speak through.

        `intent` is why something is to be changed, and of which version.
        """
        return _understood(self.tell(method, path, message, intent), said)

    def tell(
        self,
        method: str,
        path: str,
        message: msgspec.Struct | None = None,
        intent: Intent = UNSAID,
        *,
        token: str | None = None,
    ) -> _Reply:
        """Return the answer as it came, where nothing need be in it; `token` is shown in place of the usual one."""
        headers = {**_said_of(intent), **_shown(token)}
        if message is None:
            return self._ask(method, path, headers=headers)
        return self._ask(method, path, msgspec.json.encode(message), _JSON, headers=headers)

    def download(self, path: str, media_type: str, into: BinaryIO, digest: str) -> None:
        """Append to a file what it lacks of one with a digest; begin anew where the library has another by now."""
        headers = {"range": f"bytes={into.seek(0, 2)}-", "if-range": f'"{digest}"'}
        try:
            with self._client.stream("GET", path, headers=headers) as response:
                if response.status_code == _NOTHING_MORE:
                    return
                if not response.is_success:
                    raise _problem(_read(response))
                if _media_type(response) != media_type:
                    raise _foreign()
                if response.status_code != _PART:
                    into.truncate(into.seek(0))
                for chunk in response.iter_bytes():
                    into.write(chunk)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise _unreachable(type(error).__name__) from None

    def file(self, method: str, path: str, media_type: str, message: msgspec.Struct | None = None) -> bytes:
        """Return the file that is the answer; raise RemoteForeign where it is of another type."""
        reply = self.tell(method, path, message)
        if reply.media_type != media_type:
            raise _foreign()
        return reply.content

    def _ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        media_type: str | None = None,
        *,
        headers: Mapping[str, str] = MappingProxyType({}),
        **options: Any,
    ) -> _Reply:
        """Return a successful answer, read whole; raise what the library raised, or a RemoteError leaf."""
        sent = {**headers, **({} if media_type is None else {"content-type": media_type})}
        try:
            with self._client.stream(method, path, content=body, headers=sent, **options) as response:
                reply = _read(response)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise _unreachable(type(error).__name__) from None
        if not 200 <= reply.status < 300:
            raise _problem(reply)
        return reply

    def _check_origin(self, origin: str) -> None:
        if self._origin is not None and origin != self._origin:
            raise RemoteForeign(
                "Another library answers at this address than the one this station belongs to.",
                kept="Nothing was handed over; the queue is kept.",
                remedy=_CHECK_ADDRESS,
            )


class RemoteForms:
    """The verbs of a library's own forms."""

    def __init__(self, remote: Remote) -> None:
        self._remote = remote

    def release(self, files: Mapping[str, bytes], *, intent: Intent = UNSAID) -> exchange.FormReleased:
        """Release a draft (its files by name) as the next version of its form; raise FormError leaves."""
        return self._remote._post("v1/forms", exchange.FormFiles(files=dict(files)), exchange.FormReleased, intent)

    def manifest(self) -> exchange.FormManifest:
        """Return the signed manifest of all released forms; whoever believes it checks its note."""
        return self._remote._get("v1/forms", exchange.FormManifest)

    def file(self, digest: str) -> bytes:
        """Return a released file by its SHA-256 in hex; raise FormFileMissing."""
        return self._remote.file("GET", f"v1/forms/{_segment(digest)}", "application/octet-stream")


def connect(url: str, token: str | None = None) -> Remote:
    """Return a library at a URL, with the same verbs as `Library`; nothing is sent before the first question."""
    return Remote(url, token)


def _checked_url(url: str) -> httpx.URL:
    try:
        parsed = httpx.URL(url if url.endswith("/") else f"{url}/")
    except (httpx.InvalidURL, TypeError, ValueError):
        raise ArgumentInvalid("This is not a URL.", remedy="Write it as https://library.example.") from None
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise ArgumentInvalid("A library's URL begins with https://, or http:// on this machine.")
    if parsed.userinfo or parsed.query or parsed.fragment:
        raise ArgumentInvalid("A library's URL has no user name, query or fragment.", remedy="Give a token instead.")
    if parsed.scheme == "http" and not _is_loopback(parsed.host):
        raise ArgumentInvalid(
            "Without TLS a library is asked on this machine only: on the way anyone could read whom you ask about.",
            remedy="Use https://.",
        )
    return parsed


def _past_proxies(host: str) -> dict[str, httpx.BaseTransport | None]:
    """Return what sends requests to this machine itself, whatever proxy the environment names for the others."""
    return {f"all://{f'[{host}]' if ':' in host else host}": None} if _is_loopback(host) else {}


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _headers(token: str | None) -> dict[str, str]:
    return {"accept": f"{_JSON}, {_PROBLEM}, */*;q=0.1", "accept-encoding": "identity", **_shown(token)}


def _shown(token: str | None) -> dict[str, str]:
    if not token:
        return {}
    if not token.isascii() or not token.isprintable():
        raise ArgumentInvalid("This is not an access token.", remedy="Give the content of the library's token file.")
    return {"authorization": f"Bearer {token}"}


def _said_of(intent: Intent) -> dict[str, str]:
    """Return the headers in which a request says why it would change something, and which version it has seen."""
    said = {} if not intent.reason else {"econsent-reason": quote(intent.reason, errors="replace")}
    return said if intent.version is None else {**said, "if-match": f'"{intent.version:d}"'}


def _segment(statement_id: str) -> str:
    """Return an id as one segment of a path; raise ArgumentInvalid for what could lead elsewhere."""
    if _ID.fullmatch(statement_id) is None:
        raise ArgumentInvalid("This is not the id of a statement.")
    return statement_id


def _read(response: httpx.Response) -> _Reply:
    """Read an answer to its end, but no more than a library says at once."""
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > MAX_REPLY:
            raise _foreign()
    etag = str(response.headers.get("etag", ""))
    return _Reply(response.status_code, _media_type(response), bytes(content), etag)


def _media_type(response: httpx.Response) -> str:
    return str(response.headers.get("content-type", "")).partition(";")[0].strip().lower()


def _understood(reply: _Reply, said: type[Said]) -> Said:
    if reply.media_type != _JSON:
        raise _foreign()
    try:
        return exchange.parse(reply.content, said)
    except EconsentError:
        raise _foreign() from None


def _problem(reply: _Reply) -> EconsentError:
    """Return the error that an unsuccessful answer stands for."""
    if reply.media_type != _PROBLEM:
        return _unreachable(f"status {reply.status}") if reply.status in _GATEWAYS else _foreign()
    try:
        said = exchange.parse(reply.content, exchange.Problem)
    except EconsentError:
        return _foreign()
    kind = by_code().get(said.code, RemoteError)
    return kind(said.detail, kept=said.kept, remedy=said.remedy, path=said.path, clause=said.clause)


def _unreachable(how: str) -> RemoteUnreachable:
    return RemoteUnreachable(
        f"The library cannot be reached ({how}).",
        kept="Nothing was lost; what waits is sent when it answers again.",
        remedy="Check the network, and that the library is serving.",
    )


def _foreign() -> RemoteForeign:
    return RemoteForeign(
        "Something answers at this address, but not a library.",
        kept="Nothing was handed over.",
        remedy=_CHECK_ADDRESS,
    )
