"""Examples of what is asked and answered, for the OpenAPI document: people, rooms and numbers that nobody has.

The requests run as they stand against a library that knows STATEMENT_ID, INVITATION_CODE and RECEIPT_CODE, and at
KNOWN_AT the register of SITE_FILES; of the answers only the form is promised. Certificates and signatures are
shortened.
"""

from __future__ import annotations

import datetime as dt
from hashlib import sha256

import msgspec

from econsent import exchange, principals
from econsent.assertion import TYPE
from econsent.record import (
    Controller,
    Decision,
    Device,
    Evidence,
    FormUse,
    Grantor,
    IdentifiedBy,
    Identifier,
    LegalBasis,
    Made,
    Names,
    Place,
    Recorder,
    SeenCheckpoint,
    Statement,
    Subject,
    Terms,
)
from econsent.standing import Policy, Role
from econsent.store.folder import shipped_forms

STATEMENT_ID = "01a21752-7f59-7650-a5cf-71e5b6da9173"
CONSENT_ID = f"{STATEMENT_ID}-1"
CONSENT_SEARCH = {"patient:identifier": "urn:econsent:id:kz.iin|900101300126", "status": "active"}
REVOCATION = [
    {"name": "consent", "valueReference": {"reference": f"Consent/{CONSENT_ID}"}},
    {"name": "patient", "valueIdentifier": {"system": "urn:econsent:id:kz.iin", "value": "900101300126"}},
    {"name": "worker", "valueString": "A. Seit"},
]
"""Parameters of `$revokeConsent`."""
CONSULT = b"""{"hook": "patient-consent-consult", "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea", "context": {
  "patientId": [{"system": "urn:econsent:id:kz.iin", "value": "900101300126"}],
  "category": [{"system": "urn:econsent:scope", "code": "filming.video"}]}}"""
INVITATION_CODE = "69C6-G9WZ-DGDF-X9Q5"
RECEIPT_CODE = "09S0-MAHH-C59R-97G5"
DIGEST = "0090570d1abb93da95d368eedf8d1b54d1ff83c156fb32e14f004c6dabee73c8"
TILE = "0/000.p/1"

_BEFORE = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
_NODE = "yufKS6nwcLF8tvdhp0X+/F188Dm1rt0nhcftvw7VeGA="
_ORIGIN = "econsent-100140000122-3730ab4b"
_STATION = "station-4f09a795ef2d"
_DER = "MIICTDCCAfOg..."
_PEM = "-----BEGIN CERTIFICATE-----\nMIICJjCCAc2g...\n-----END CERTIFICATE-----\n"
_MOMENT = "2026-11-26T10:06:52.250+00:00"
_NOTE = f"{_ORIGIN}\n1\n{_NODE}\n\n\u2014 {_ORIGIN} xOoX4MFy...\n\u2014 {_ORIGIN}/clock btxIOgAA...\n"
_YEAR_ON = dt.date(2027, 11, 26)
_FILMING = "filming.video"

PERSON = Identifier(system="kz.iin", value="900101300126")
CONTROLLER = Controller(bin="100140000122", name=Names(kk="Synaq zerthanasy", ru="Laboratoriya Synaq"))
PLACE = Place(point="Abai 12", room="104", room_kind="blood-draw")

ABOUT = exchange.About(
    controller=CONTROLLER,
    origin=_ORIGIN,
    log_vkey=f"{_ORIGIN}+c4ea17e0+AUS6kOx723Lw...",
    clock_vkey=f"{_ORIGIN}/clock+6edc483a+BBUT8pYMNreQ...",
    root=_PEM,
)
INVITATION_REQUEST = exchange.InvitationRequest(name="Kiosk 1", point="Abai 12", room="104")
INVITATION = exchange.Invitation(code=INVITATION_CODE, device_id=_STATION, expires="2026-11-26T11:06:52.257+00:00")
ENROLMENT_REQUEST = exchange.EnrolmentRequest(
    code=INVITATION_CODE,
    csr="""-----BEGIN CERTIFICATE REQUEST-----
MIHUMH0CAQAwGzEZMBcGA1UEAwwQZWNvbnNlbnQgc3RhdGlvbjBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABBs/g6z1toq9o5lcGnRJwGaICuZxQYtrS3YMEurYpHNg
/fM4ahtR8YlOmYOJMK1gxugNSsK6GB6Dm8+xh3IiWWegADAKBggqhkjOPQQDAgNH
ADBEAiArAT+h064l6w//eew0TcAp2zFWi3e4y3eYjAiA43QNlQIgQmQbKX20Pt5O
8wOb6n3ocXFU7nq9TJ6og43w/FE7HXc=
-----END CERTIFICATE REQUEST-----
""",
)
ENROLMENT = exchange.Enrolment(
    device_id=_STATION,
    controller=CONTROLLER,
    place=PLACE,
    chain=(_DER, _DER),
    root=_PEM,
    envelope_key="-----BEGIN PUBLIC KEY-----\nMFkwEwYH...\n-----END PUBLIC KEY-----\n",
    log_chain=(_DER, _DER, _DER),
    checkpoint=_NOTE,
    time=1_795_687_612_256_701,
)
STATION_ID = "station-2b8e61f0c94d"
INVITED_ID = "station-91be07a4d3c2"
CANCELLED = exchange.Cancelled(device_id=INVITED_ID, at=_MOMENT)
ACKNOWLEDGEMENT_REQUEST = exchange.AcknowledgementRequest(upto=_MOMENT)
ACKNOWLEDGED = exchange.Acknowledged(at=_MOMENT, by="key-3f1c9a7e5b2d8046", reason="The kiosk was restored from a copy")
REVOKED = exchange.Revoked(at=_MOMENT, by="key-3f1c9a7e5b2d8046", reason="The kiosk was stolen")
STATION_REPORT = exchange.StationReport(
    at=_MOMENT,
    stale_after=259_200,
    stations=(
        exchange.StationShown(
            id=_STATION,
            name="Kiosk 1",
            place=PLACE,
            contact=_MOMENT,
            silent_seconds=12,
            late=False,
            waiting=0,
            oldest=None,
            certificate_until="2028-11-26T10:06:52+00:00",
            clock="checked",
            seq=1,
            alarms=(exchange.StationAlarm(at=_MOMENT, code="station.gap", seq=1),),
        ),
    ),
    invitations=(exchange.OpenInvitation(device_id=STATION_ID, name="Kiosk 2", place=PLACE, expires=_MOMENT),),
)
DEPOSIT_REPLY = exchange.DepositReply(
    checkpoint=_NOTE,
    consistency=(),
    delivered=(exchange.Delivered(digest=DIGEST, index=0, proof=()),),
    refused=(),
    time=1_795_687_612_256_701,
)
_PARAGRAPH = LegalBasis(act="ҚР ДСМ-335/2020", paragraph="8-1", edition="2023-04-07 № 61")
_CONTACT = exchange.StationContact(station=_STATION, contact=_MOMENT, stale_seconds=12, waiting=0)
QUESTION = exchange.Question(person=PERSON, scope=_FILMING)
ANSWER = exchange.Answer(
    decision="CONSENT_PERMIT",
    reason="permitted",
    scope=_FILMING,
    statements=(DIGEST,),
    valid_until="2027-11-26T18:59:59.999+00:00",
    evaluated_at=_MOMENT,
    cites=(_PARAGRAPH,),
    obligations=(exchange.Obligation(code="NOREUSE", scopes=("images.training", "images.publication")),),
    stations=(_CONTACT,),
)
PERSON_QUESTION = exchange.PersonQuestion(person=PERSON)
PERSON_ANSWER = exchange.PersonAnswer(answers=(ANSWER,), evaluated_at=_MOMENT)
DAY = exchange.Day(
    day=dt.date(2026, 11, 23),
    total=exchange.Tally(consents=1),
    hours=(exchange.Tally(), exchange.Tally(consents=1)),
    points=(exchange.PointDay(point="Abai 12", tally=exchange.Tally(consents=1)),),
)
NEEDS = exchange.Needs(at=_MOMENT, needs=(exchange.Need(code="station.late", count=1),))
ROOM_QUESTION = exchange.RoomQuestion(persons=(PERSON,), scope=_FILMING, room="abai-12-104")
ROOM_ANSWER = exchange.RoomAnswer(
    may_film=True,
    may_not=(),
    answers=(ANSWER,),
    ground=exchange.Ground(outcome="needs-consent", reason="patient-consent", rests_on=("patient", "staff")),
    staff="given",
    staff_missing=0,
    stations=(_CONTACT,),
    cites=(_PARAGRAPH,),
    evaluated_at=_MOMENT,
)
SEARCH = exchange.SearchRequest(person=PERSON)
LINES = [
    exchange.Found(
        id=STATEMENT_ID,
        digest=DIGEST,
        kind="consent",
        index=0,
        made=_MOMENT,
        device=_STATION,
        decisions={_FILMING: "permit"},
    )
]
DECISION_QUERY = exchange.DecisionQuery(scope=_FILMING, decision="deny", since=dt.date(2026, 11, 23), point="Abai 12")
_FOUND = exchange.FoundDecision(
    id=STATEMENT_ID,
    digest=DIGEST,
    kind="consent",
    index=0,
    made=_MOMENT,
    device=_STATION,
    point="Abai 12",
    scope=_FILMING,
    decision="deny",
    standing="active",
    ends=None,
)
NAME_QUERY = exchange.NameQuery(name="Asqar", since=dt.date(2026, 11, 23))
DECISIONS = exchange.DecisionsFound(
    decisions=(_FOUND,),
    after=None,
    points=("Abai 12",),
)
_WHOSE = exchange.Whose(identifier=PERSON, name="Asqar", grantor=None)
NAMED = msgspec.structs.replace(DECISIONS, decisions=(msgspec.structs.replace(_FOUND, whose=_WHOSE),))
STATEMENT = Statement(
    schema="econsent/1",
    id=STATEMENT_ID,
    kind="consent",
    made=Made(at=_MOMENT, clock="checked", earliest="2026-11-26T10:06:52.249+00:00", latest=_MOMENT),
    after=SeenCheckpoint(size=0, root=_BEFORE),
    device=Device(id=_STATION, seq=1, prev=None),
    controller=CONTROLLER,
    place=PLACE,
    subject=Subject(role="patient", identifier=PERSON, name="Asel Quanyshqyzy"),
    grantor=Grantor(kind="self"),
    identified_by=IdentifiedBy(method="typed"),
    witness=None,
    recorder=Recorder(software="econsent-kiosk", version="0.1.0"),
    form=FormUse(
        id="patient-filming",
        version="2026.1",
        language="kk",
        languages_shown=("kk",),
        digest="15ec80356325c4eeaadae9484aabb41f755e32db722d3c1cc19ded6fc30f327f",
        reading="self",
        seconds=42,
    ),
    decisions=(Decision(scope=_FILMING, decision="permit", until=_YEAR_ON),),
    terms=Terms(
        third_parties=False,
        cross_border=False,
        publication=False,
        data=("video", "place", "name"),
        storage_days=30,
        storage_country="KZ",
    ),
    words=None,
    signature_class="ink",
    evidence=(
        Evidence(
            role="handwriting",
            media_type="application/inkml+xml",
            size=48210,
            sha256="0d7b4a0f5c3a5a2f0f3c6f0f6b6b6a9f1f5f0e6d9a1c7b2e4d8c3f1a5b9e7d60",
        ),
        Evidence(
            role="ink",
            media_type="application/inkml+xml",
            size=1889,
            sha256="bded58c967da336d5c9c92dd529b6bbf7f735a89bf717f36832123cfb4690122",
        ),
    ),
    legal_basis=(LegalBasis(act="94-V", paragraph="8"),),
    refers_to=(),
)
SHOWN = exchange.Shown(
    statement=STATEMENT,
    digest=DIGEST,
    index=0,
    logged=_MOMENT,
    earliest="2026-11-26T10:06:52.249+00:00",
    latest=_MOMENT,
)
WITHDRAWAL_REQUEST = exchange.WithdrawalRequest(
    person=PERSON, name="Asel Quanyshqyzy", scopes=(_FILMING,), worker="A. Seit", words="I have changed my mind."
)
WITHDRAWN = exchange.Withdrawn(id="01a21753-0b1c-7a10-8d2e-5f0c6f1f7a11", digest=DIGEST, index=1, scopes=(_FILMING,))
CORRECTION_REQUEST = exchange.CorrectionRequest(
    id=STATEMENT_ID, reason="Another person stood at the kiosk.", by=("A. Seit", "B. Omar")
)
CORRECTED = exchange.Corrected(id="01a21754-5e2f-7c33-9b1a-0c7f0f5f8b22", digest=DIGEST[::-1], index=2, corrects=DIGEST)
CONSISTENCY = exchange.Consistency(proof=(_NODE,))
LOG_REPORT = exchange.LogReport(origin=_ORIGIN, size=1, root=_BEFORE, checkpoints=2, problems=())
CHECKPOINT = _NOTE
RECEIPT = f"c2sp.org/tlog-proof@v1\nextra eyJkaWdlc3Qi...\nindex 0\n\n{_NOTE}"
RECEIPT_SHOWN = exchange.ReceiptShown(
    digest=DIGEST,
    index=0,
    logged=_MOMENT,
    origin=_ORIGIN,
    size=1,
    note=_NOTE,
    cosignatures=(exchange.Cosignature(name=f"{_ORIGIN}/clock", dated=_MOMENT),),
)
COPY_REQUEST = exchange.CopyRequest(number=PERSON.value)
JWS = "eyJhbGciOiJFUzI1NiIs....eyJzY2hlbWEiOiJlY29uc2VudC8xIi....9yjc6Qv2K0n..."

KNOWN_AT = "2026-11-26T15:06:52+05:00"
"""When the register of the examples is known."""
SITE_FILES = exchange.SiteFiles(
    files=(
        b'schema = "econsent-site/1"\n\n'
        b'[[organisation]]\nbin = "100140000122"\nkind = "outpatient"\n'
        b'names = { kk = "Synaq zerthanasy", ru = "Laboratoriya Synaq" }\n\n'
        b'[[point]]\nid = "abai-12"\nname = "Abai 12"\norganisation = "100140000122"\ncollection_point = true\n\n'
        b'[[room]]\nid = "abai-12-104"\npoint = "abai-12"\nname = "104"\nkind = "blood-draw"\nsign = true\n',
        b"id,kind,room\ncam-104,internal,abai-12-104\n",
    )
)
SITE_IMPORTED = exchange.SiteImported(
    number=1, imported=_MOMENT, rows={"organisation": 1, "point": 1, "room": 1, "camera": 1, "roster": 0}
)
SITE_REPORT = exchange.SiteReport(
    number=1,
    imported=_MOMENT,
    at=_MOMENT,
    act="DSM-335/2020",
    edition="2023-04-07 No. 61",
    findings=(
        exchange.SiteFinding(
            sort="may-not-film",
            code="no-sign",
            point="abai-12",
            room="abai-12-104",
            camera="cam-104",
            outcome="invalid-without-sign",
            paragraphs=("6",),
            what="The sign that says that the place is filmed is missing.",
            remedy="Put the sign up, then set it in the register.",
        ),
    ),
)
_NO_SIGN = exchange.CameraShown(
    id="cam-104",
    kind="internal",
    filming="may-not-film",
    code="no-sign",
    outcome="invalid-without-sign",
    paragraphs=("6",),
)
POINTS_LISTED = exchange.PointsListed(
    number=1,
    imported=_MOMENT,
    at=_MOMENT,
    many=1,
    unplaced=0,
    points=(
        exchange.PointListed(
            id="abai-12",
            name="Abai 12",
            address="",
            rooms=1,
            cameras=1,
            may_not_film=1,
            condition=0,
            signs_lacking=1,
            gaps=3,
        ),
    ),
    after=None,
)
POINT_REPORT = exchange.PointReport(
    number=1,
    imported=_MOMENT,
    at=_MOMENT,
    act="DSM-335/2020",
    edition="2023-04-07 No. 61",
    point=exchange.PointShown(
        id="abai-12",
        name="Abai 12",
        organisation=CONTROLLER,
        organisation_kind="outpatient",
        address="",
        licence="",
        annex="",
        collection_point=True,
        perimeter_sign=None,
        perimeter_sign_checked=None,
        rooms=(
            exchange.RoomShown(
                id="abai-12-104", name="104", kind="blood-draw", sign=False, sign_checked=None, cameras=(_NO_SIGN,)
            ),
        ),
        perimeter=(),
    ),
    findings=SITE_REPORT.findings,
)
STAFF_REPORT = exchange.StaffReport(
    number=1,
    at=_MOMENT,
    in_force=dt.date(2023, 4, 22),
    registered=2,
    missing=(
        exchange.StaffMissing(
            worker=Identifier(system="kz.iin", value="840229400125"),
            name="A. Seit",
            job="nurse",
            hired=dt.date(2019, 2, 1),
            asked="supplement",
            decision="NO_CONSENT",
            reason="never-asked",
        ),
    ),
)
_NOTICE = "notice/2026.1/"
FORM_FILES = exchange.FormFiles(
    files={path.removeprefix(_NOTICE): raw for path, raw in shipped_forms().items() if path.startswith(_NOTICE)}
)
FORM_DIGEST = sha256(FORM_FILES.files["kk.md"]).hexdigest()
FORM_RELEASED = exchange.FormReleased(
    form="notice", version="2026.1001", released=_MOMENT, files={"notice/2026.1001/kk.md": FORM_DIGEST}
)
FORM_MANIFEST = exchange.FormManifest(
    manifest=f"{FORM_DIGEST}  notice/2026.1001/kk.md\n",
    note=f"{_ORIGIN}/forms\n1\n{_NODE}\n\n\u2014 {_ORIGIN}/forms xOoX4MFy...\n",
)
POLICY = Policy(identification="typed", signatures=frozenset(("ink", "mark", "eds")), stale_after=259_200)
READINESS = exchange.Readiness(
    ready=True, checks={"store": "ok", "disk": "ok", "audit": "ok", "keys": "ok", "server": "ok"}
)
NOT_READY = exchange.Readiness(
    ready=False, checks={"store": "ok", "disk": "store.full", "audit": "ok", "keys": "ok", "server": "ok"}
)


# ── who may ask ───────────────────────────────────────────────────────────────────────

KEY_ID = "key-3f1c9a7e5b2d8046"
CLIENT_ID = "client-8e0d6c2b4a91f753"
SOMEONE_ID = "person-51d7e93b0c8a4f26"
LOGIN = "aigul"
PASSWORD = "three grey cranes"  # noqa: S105 - nobody's
TOTP = "492039"
ASSERTION = "eyJhbGciOiJFUzM4NCIsImtpZCI6ImsxIiwidHlwIjoiSldUIn0.eyJpc3MiOi4uLn0.MEUCIQD..."
TOKEN_PATH = "/auth/token"  # noqa: S105 - a path
_TOKEN = "8xBvM2nq0dKc5tJr7WfZyE4uHs1LgPaQ3iRoVbXwTjY"  # noqa: S105 - nobody's
_BINS = (CONTROLLER.bin,)
_BOTH: tuple[Role, ...] = ("patient", "staff")

JWKS = {
    "keys": [
        {
            "kty": "EC",
            "crv": "P-256",
            "kid": "2026-11",
            "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
        }
    ]
}
KEY_REQUEST = principals.KeyRequest(name="Camera server, Abai 12", scopes=("decision",), days=365)
KEY = principals.Principal(
    id=KEY_ID,
    kind="key",
    name="Camera server, Abai 12",
    state="active",
    scopes=("decision",),
    subjects=_BOTH,
    controllers=_BINS,
    created=_MOMENT,
    expires="2027-11-26T10:06:52.250+00:00",
)
DISABLED_KEY = msgspec.structs.replace(KEY, state="disabled")
ISSUED_KEY = principals.IssuedKey(principal=KEY, key=_TOKEN)
CLIENT_REQUEST = principals.ClientRequest(
    name="Laboratory information system", scopes=("decision", "system/Consent.rs"), jwks=JWKS
)
CLIENT_KEYS = principals.ClientKeys(jwks=JWKS)
CLIENT = principals.Principal(
    id=CLIENT_ID,
    kind="client",
    name="Laboratory information system",
    state="active",
    scopes=("decision", "system/Consent.rs"),
    subjects=_BOTH,
    controllers=_BINS,
    created=_MOMENT,
)
PERSON_REQUEST = principals.PersonRequest(login="madina", name="Madina", duty="registrar", password=PASSWORD)
NEW_PASSWORD = principals.NewPassword(password="three white cranes")  # noqa: S106 - nobody's
SOMEONE = principals.Principal(
    id=SOMEONE_ID,
    kind="person",
    name="Madina",
    state="active",
    scopes=("decision", "statements.read", "statements.withdraw"),
    subjects=_BOTH,
    controllers=_BINS,
    created=_MOMENT,
    login="madina",
    duty="registrar",
)
ENROLLED = principals.EnrolledPerson(
    principal=SOMEONE, otpauth="otpauth://totp/Synaq:madina?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Synaq"
)
SESSION_REQUEST = principals.SessionRequest(login=LOGIN, password=PASSWORD, totp=TOTP)
SESSION = principals.Session(token=_TOKEN, expires=_MOMENT, duty="registrar", scopes=SOMEONE.scopes)
TOKEN_REQUEST = principals.TokenRequest(
    grant_type="client_credentials",
    client_assertion_type=TYPE,
    client_assertion=ASSERTION,
    scope="system/Consent.rs",
)
GRANTED_TOKEN = principals.GrantedToken(access_token=_TOKEN, expires_in=300, scope="system/Consent.rs")
TOKEN_REFUSAL = principals.TokenRefusal(
    error="invalid_client", error_description="The assertion has expired.", code="library.assertion-refused"
)
SMART_CONFIGURATION = principals.SmartConfiguration(
    token_endpoint=f"https://library.example{TOKEN_PATH}",
    token_endpoint_auth_signing_alg_values_supported=("RS384", "ES384", "ES256"),
    scopes_supported=("decision", "system/Consent.rus"),
)

SUBSCRIBER_ID = "subscriber-5d1c0ab93f27"
CHANGE = exchange.Change(
    index=0,
    id=STATEMENT_ID,
    digest=DIGEST,
    kind="consent",
    logged=_MOMENT,
    device=_STATION,
    decisions={_FILMING: "permit"},
)
CHANGES = exchange.Changes(changes=(CHANGE,), after=0, size=1)
STREAM = (
    'retry: 1000\n\nid: 0\nevent: change\ndata: {"index":0,"id":"01a21752-7f59-7650-a5cf-71e5b6da9173",...}\n\n:\n\n'
)
SUBSCRIBER_REQUEST = exchange.SubscriberRequest(
    url="https://cameras.example/econsent", name="Cameras of Abai 12", scopes=(_FILMING,)
)
SUBSCRIBED = exchange.Subscribed(
    id=SUBSCRIBER_ID,
    secret="whsec_p1nWoWw1u5tS0nqY4bGkR3zqUOzZ8m2pD8b0X4T1q5c=",  # noqa: S106 - nobody's
    after=0,
)
SUBSCRIBER = exchange.Subscriber(
    id=SUBSCRIBER_ID,
    url=SUBSCRIBER_REQUEST.url,
    name=SUBSCRIBER_REQUEST.name,
    controller=CONTROLLER.bin,
    scopes=(_FILMING,),
    allow_private=False,
    state="active",
    after=0,
    waiting=1,
    dead_letters=1,
    attempts=3,
    next_attempt=_MOMENT,
    failing_since=_MOMENT,
    problem="status 500",
)
DEAD_LETTER = exchange.DeadLetter(
    index=0, message=f"{SUBSCRIBER_ID}-0", given_up=_MOMENT, attempts=12, problem="status 500", wanted=False
)
REDELIVERY_REQUEST = exchange.RedeliveryRequest()
REDELIVERY = exchange.Redelivery(indexes=(0,))
SECRET_ROTATION = exchange.SecretRotation()
SECRET_ROTATED = exchange.SecretRotated(
    id=SUBSCRIBER_ID,
    secret="whsec_c2l4dHktZm91ciBieXRlcyBhcmUgbm90IG5lZWRlZCE=",  # noqa: S106 - nobody's
    former_until="2026-11-27T10:06:52.257+00:00",
)
AUDIT_QUERY = exchange.AuditQuery(person=PERSON, limit=100)
AUDIT_LINE = exchange.AuditLine(
    seq=1204,
    at=_MOMENT,
    asker=KEY_ID,
    verb="decision",
    outcome="CONSENT_PERMIT",
    person="5e1bb0a7c2f94d3386a0d9174f2c6e08",
    scope=_FILMING,
    digests=(DIGEST,),
)
AUDIT_REPORT = exchange.AuditReport(size=1205, head=f"{_ORIGIN}/audit\n1205\n{_NODE}\n...", problems=())

WORK_ID, CHECKED_WORK_ID, FAILED_WORK_ID = "work-5d1c0ab93f27", "work-91b7e0c2d4a8", "work-27af5530c1be"
_REASON = "The patient asked for a copy"
EXPORT_REQUEST = exchange.ExportRequest(reason=_REASON, person=PERSON)
PRESERVATION_REQUEST = exchange.PreservationRequest(reason="Once a year")
PRESERVATION = exchange.Preservation(
    line=exchange.PreservationLine(
        number=1, size=1204, at=_MOMENT, authority="Time-stamping authority", ends="2031-11-23T05:00:00.000Z"
    ),
    sha256_root=DIGEST,
    sha512_root=DIGEST * 2,
    note=f"econsent-preservation/1\norigin {_ORIGIN}\nnumber 1\nsize 1204\nsha256-root {DIGEST}\n...",
    token=b"DER of an RFC 3161 token",
    checkpoint=CHECKPOINT,
    root="-----BEGIN CERTIFICATE-----\n...",
)
PRESERVATIONS = exchange.Preservations(due=False, ready=True, preservations=(PRESERVATION.line,))
STORE_CHECK_REQUEST = exchange.CheckRequest(reason="Once a quarter")
IMPORT_REQUEST = exchange.ImportRequest(files=SITE_FILES.files)
RELEASE_REQUEST = exchange.ReleaseRequest(files=FORM_FILES.files)
CONFIRMATION = exchange.Confirmation(reason="New cameras in the second building")
WORK = exchange.Work(
    id=WORK_ID,
    kind="export",
    state="done",
    asker=KEY_ID,
    reason=_REASON,
    asked=_MOMENT,
    begun=_MOMENT,
    ended=_MOMENT,
    expires=_MOMENT,
    done=2,
    total=2,
    file=exchange.WorkFile(name=f"{WORK_ID}.zip", media_type="application/zip", size=182_044, digest=DIGEST),
    report=exchange.WorkReport(statements=2, missing=0),
)
