"""What form.toml says that it may not, or leaves out: kind, id, languages, what it rests on, its terms and scopes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from econsent.exchange import FormFinding
from econsent.forms.catalogue import Catalogue
from econsent.forms.findings import LANGUAGES_LAW, error, warning
from econsent.forms.form import REQUIRED, Head, contradicts
from econsent.forms.requirements import Requirements
from econsent.record import Language

_STATE: tuple[Language, ...] = ("kk", "ru")


@dataclass(frozen=True, slots=True)
class HeadCheck:
    """The head of a draft against the forms it will stand beside and what the law asks."""

    catalogue: Catalogue
    requirements: Requirements

    def findings(self, head: Head) -> Iterator[FormFinding]:
        """Yield everything found in form.toml."""
        if head.kind == "labels" or (head.kind, head.role) not in REQUIRED:
            what = f"There is no {head.kind} of role {head.role} of one's own."
            yield error("kind-unknown", what, value=f"{head.kind}/{head.role}")
        yield from self._check_id(head)
        for language in _STATE:
            if language not in head.languages:
                yield error(
                    "language-missing",
                    "The form has no text in this language.",
                    language=language,
                    law=LANGUAGES_LAW,
                    remedy="Write it, and name it under languages.",
                )
        if head.languages[0] != "kk":
            yield warning("language-order", "Kazakh comes first.", law=LANGUAGES_LAW, remedy="Name kk first.")
        yield from self._check_basis(head)
        yield from self._check_terms(head)
        yield from self._check_scopes(head)

    def _check_id(self, head: Head) -> Iterator[FormFinding]:
        """Yield what is wrong with the id: desks and kiosks ask for a form by it."""
        known = self.catalogue.newest()
        for other in known:
            if other.id == head.id and (other.kind, other.role) != (head.kind, head.role):
                yield error("kind-changed", "A form of this id is of another kind or role.", remedy="Take a new id.")
            for language in other.languages if other.id == head.id else ():
                if language not in (*head.languages, *_STATE):
                    yield error(
                        "language-lost",
                        "The form that it takes the place of has this language, and kiosks offer it.",
                        language=language,
                        remedy="Write it, or take a new id.",
                    )
        if head.id not in {form.id for form in known}:
            alike = ", ".join(form.id for form in known if (form.kind, form.role) == (head.kind, head.role))
            remedy = f"Take the id {alike} if it shall stand in its place." if alike else ""
            if head.kind == "consent":
                yield warning("id-unknown", "No kiosk shows a form of this id by itself.", value=alike, remedy=remedy)
            else:
                what = f"There is one form of {head.kind}, by its own id."
                yield error("id-unknown", what, value=alike, remedy=remedy)

    def _check_basis(self, head: Head) -> Iterator[FormFinding]:
        named = {(item.act, item.paragraph) for item in head.legal}
        for basis in self.requirements.basis:
            if basis.kind == head.kind and (basis.act, basis.paragraph) not in named:
                yield error(
                    "basis-missing",
                    "form.toml does not name what a form of this kind rests on.",
                    law=f"{basis.act} {basis.paragraph}",
                    remedy="Add it under [[legal]].",
                )
        for item in head.legal:
            if not self._labelled(f"legal.{item.act}.{item.paragraph}"):
                yield error(
                    "basis-unknown",
                    "The document has no words for this citation.",
                    law=f"{item.act} {item.paragraph}",
                    remedy="Cite one that forms/document knows.",
                )

    def _check_terms(self, head: Head) -> Iterator[FormFinding]:
        if head.terms is None:
            return
        if head.terms.storage_country != "KZ":
            yield error("storage-country", "The data would be kept outside Kazakhstan.", law="94-V art. 12")
        for item in head.terms.data:
            if not self._labelled(f"data.{item}"):
                yield error(
                    "data-unknown",
                    f"The document has no words for the data “{item}”.",
                    law="94-V art. 8(4)",
                    value=item,
                    remedy="Name data that forms/document knows.",
                )

    def _check_scopes(self, head: Head) -> Iterator[FormFinding]:
        newest = self.catalogue.newest()
        for scope in head.scope:
            if any(contradicts(scope, head.kind, head.role, other) for other in newest if other.id != head.id):
                yield error(
                    "scope-clash",
                    "Another form asks for this scope in another sense.",
                    section=f"scope.{scope.id}",
                    remedy="Take a scope of your own.",
                )
        if head.kind == "consent":
            known = {one.id for form in newest if form.kind == "withdrawal" for one in form.scopes}
            for scope in head.scope:
                if scope.id not in known:
                    yield error(
                        "scope-for-good",
                        "No form of withdrawal has this scope.",
                        law="94-V art. 8",
                        section=f"scope.{scope.id}",
                        remedy="Release a withdrawal with it first.",
                    )
        if head.kind == "withdrawal":
            asked = {one.id for form in newest if form.kind == "consent" for one in form.scopes}
            for missing in sorted(asked - {one.id for one in head.scope}):
                yield error(
                    "scope-for-good",
                    "A consent asks for this scope, and it could not be withdrawn.",
                    law="94-V art. 8",
                    section=f"scope.{missing}",
                    remedy="Add it.",
                )

    def _labelled(self, key: str) -> bool:
        version = self.catalogue.latest_labels()
        return all(key in self.catalogue.labels(version, language) for language in _STATE)
