"""The library's department that releases forms: checked, numbered, digested, signed, and never changed again."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from hashlib import sha256

from econsent import exchange, forms, instant
from econsent.access import LOCAL, UNSAID, Asker, Intent
from econsent.audit import AuditTrail
from econsent.errors import EconsentError, FormFileMissing, FormRefused, StoreDamaged
from econsent.forms import MANIFEST, REQUIREMENTS, Catalogue
from econsent.instant import SECOND
from econsent.released import open_manifest, sign_manifest
from econsent.standing import KAZAKHSTAN
from econsent.store.clock import Clock
from econsent.store.folder import shipped_forms
from econsent.store.home import LibraryHome
from econsent.store.releases import Release, Releases
from econsent.store.rows import Engine

FRESH = 2 * SECOND
"""For so long a library answers without looking whether another process of it has released a form."""
_NONE = Release(0, 0, "", "", "", "")


class OwnForms:
    """The forms of one open library: those that come with econsent and its own; safe to share between threads."""

    def __init__(self, engine: Engine, home: LibraryHome, clock: Clock, audit: AuditTrail) -> None:
        self._engine = engine
        self._releases = Releases(engine)
        self._home = home
        self._clock = clock
        self._audit = audit
        self._turn = threading.Lock()
        self._shipped: Catalogue | None = None
        self._known: tuple[int, Catalogue] | None = None
        self._looked = 0

    # ── verbs ──

    def release(
        self, files: Mapping[str, bytes], *, intent: Intent = UNSAID, asker: Asker = LOCAL
    ) -> exchange.FormReleased:
        """Release a draft (its files by name) as the next version of its form; durable on return.

        A draft that is the newest version already gets that one. Raises ScopeMissing, ArgumentInvalid where no reason
        is said, FormRefused where the law asks for more (`forms.check_draft` says what), FormError leaves, or
        StoreError leaves; nothing is released then.
        """
        with self._audit.asked(asker, "forms.release", intent=intent) as asking:
            asker.require("forms.release")
            asker.require_reason(intent)
            self._engine.check_space()
            release = self._release(files)
            asking.target = f"{release.form}/{release.version}"
        kept = open_manifest(release.manifest, release.note, self._home.verifiers[0]).files
        prefix = f"{release.form}/{release.version}/"
        return exchange.FormReleased(
            form=release.form,
            version=release.version,
            released=instant.render(release.at),
            files={path: digest for path, digest in kept.items() if path.startswith(prefix)},
        )

    def check(self, files: Mapping[str, bytes], *, asker: Asker = LOCAL) -> exchange.FormChecked:
        """Say what the law wants of a draft (its files by name) and its texts lack, beside the forms known here.

        Nothing is released. Raises ScopeMissing or StoreError leaves.
        """
        with self._audit.asked(asker, "forms.check"):
            asker.require("forms.release")
            catalogue = self._newest()[1]
            asked = forms.read_requirements(shipped_forms()[REQUIREMENTS])
            findings = forms.check_draft(files, catalogue, asked)
            try:
                form_id = forms.draft_id(files)
            except EconsentError:  # that it cannot be read is among the findings
                form_id = ""
            versions = [form.name for form in catalogue.forms() if form.id == form_id]
            return exchange.FormChecked(form=form_id, before=versions[-1] if versions else "", findings=tuple(findings))

    def manifest(self) -> exchange.FormManifest:
        """Return the signed manifest of all forms that were released here."""
        newest = self._releases.newest() or self._empty()
        return exchange.FormManifest(manifest=newest.manifest, note=newest.note)

    def file(self, digest: str) -> bytes:
        """Return a released file by its SHA-256 in hex; raise FormFileMissing."""
        try:
            content = self._releases.file(bytes.fromhex(digest))
        except ValueError:
            content = None
        if content is None:
            raise FormFileMissing("No released file has this digest.", remedy="Take digests from the manifest.")
        return content

    def catalogue(self) -> Catalogue:
        """Return the forms that come with econsent and those released here; raise StoreDamaged or FormError leaves."""
        now = self._clock.monotonic()
        known = self._known
        if known is not None and 0 <= now - self._looked < FRESH:
            return known[1]
        number = self._releases.number()
        if known is None or known[0] != number:
            known = self._known = (number, self._load())
        self._looked = now
        return known[1]

    # ── inside ──

    def _release(self, files: Mapping[str, bytes]) -> Release:
        """Keep a new version; check anew where another came meanwhile."""
        while True:
            last, before = self._newest()
            self._check(files, before)
            version, again = self._number(files, before)
            if again is not None:
                return again
            made = forms.released(files, version)
            release = self._signed(last, made, version)
            self._joined(release, made, last)
            with self._turn, self._releases.adding() as pen:
                if pen.number() == last.number:
                    pen.add(release, {sha256(raw).digest(): raw for raw in made.values()})
                    self._known = None
                    return release

    def _newest(self) -> tuple[Release, Catalogue]:
        """Return the newest release, and the catalogue with it."""
        last = self._releases.newest() or _NONE
        return last, self._load() if last.number else self._alone()

    def _check(self, files: Mapping[str, bytes], catalogue: Catalogue) -> None:
        asked = forms.read_requirements(shipped_forms()[REQUIREMENTS])
        errors = forms.errors_of(forms.check_draft(files, catalogue, asked))
        if errors:
            first = errors[0]
            raise FormRefused(
                f"The form has {len(errors)} errors; the first: {first.code}. {first.what}",
                kept="Nothing was released.",
                remedy="Run `econsent forms check`, which names them all.",
                path="#".join(filter(None, (first.language, first.section))),
            )

    def _number(self, files: Mapping[str, bytes], catalogue: Catalogue) -> tuple[str, Release | None]:
        """Return the draft's next version, and the release that it is already, if it is the newest one."""
        form_id = forms.draft_id(files)
        year = instant.to_datetime(self._clock.wall(), KAZAKHSTAN).year
        own = forms.own_versions(catalogue, form_id)
        if own:
            again = self._releases.of(form_id, own[-1].version)
            same = forms.manifest_lines(forms.released(files, own[-1].version))
            if again is not None and again.manifest.endswith(same):
                return own[-1].version, again
        return forms.next_version(catalogue, form_id, year), None

    def _signed(self, last: Release, made: Mapping[str, bytes], version: str) -> Release:
        manifest = last.manifest + forms.manifest_lines(made)
        note = sign_manifest(manifest, self._home.card.origin, self._home.keys.log)
        form_id = next(iter(made)).partition("/")[0]
        return Release(last.number + 1, max(self._clock.wall(), last.at), form_id, version, manifest, note)

    def _joined(self, release: Release, made: Mapping[str, bytes], last: Release) -> Catalogue:
        """Open the catalogue as it will be: what would not open is never released."""
        files = {**self._files(last), **made, MANIFEST: release.manifest.encode()}
        return self._alone().with_own(files)

    def _load(self) -> Catalogue:
        newest = self._releases.newest()
        if newest is None:
            return self._alone()
        try:
            return self._alone().with_own({**self._files(newest), MANIFEST: newest.manifest.encode()})
        except EconsentError as error:
            raise StoreDamaged(
                f"The released forms cannot be read ({error.code}).", remedy="Restore the last good copy.",
                path=error.path,
            ) from None  # fmt: skip

    def _files(self, release: Release) -> dict[str, bytes]:
        if not release.number:
            return {}
        named = open_manifest(release.manifest, release.note, self._home.verifiers[0]).files
        kept = self._releases.files()
        return {path: kept[digest] for path, digest in named.items() if digest in kept}

    def _alone(self) -> Catalogue:
        if self._shipped is None:
            self._shipped = Catalogue.from_files(shipped_forms())
        return self._shipped

    def _empty(self) -> Release:
        return Release(0, 0, "", "", "", sign_manifest("", self._home.card.origin, self._home.keys.log))
