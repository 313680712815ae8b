"""How a draft becomes a version: its number, the bytes that are released, and its lines in the manifest.

A form of one's own has numbers from `FIRST` on (`2026.1001`): no form that comes with econsent ever has its name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256

from econsent.errors import FormMalformed
from econsent.forms.catalogue import FIRST, FORM_FILE, MANIFEST, Catalogue, read_head
from econsent.forms.form import Form
from econsent.forms.text import decode

UNNUMBERED = "0000.0"
"""The version of a draft: the release gives it a number."""
_VERSION = re.compile(r"^version[ \t]*=.*$", re.MULTILINE)
_ID = re.compile(r"^id[ \t]*=.*\n", re.MULTILINE)
_TABLE = re.compile(r"^\[", re.MULTILINE)
_LAST = 9999


def numbered(raw: bytes, version: str) -> bytes:
    """Return a draft's form.toml with a version in place of the one it has, or of none.

    Raises FormMalformed, also where the version stands elsewhere than on a line of its own.
    """
    text = decode(raw, FORM_FILE)
    table = _TABLE.search(text)
    top, rest = (text, "") if table is None else (text[: table.start()], text[table.start() :])
    line = f'version = "{version}"'
    if _VERSION.search(top):
        top = _VERSION.sub(line, top, count=1)
    else:
        named = _ID.search(top)
        place = named.end() if named else 0
        top = f"{top[:place]}{line}\n{top[place:]}"
    made = f"{top}{rest}".encode()
    if read_head(made, FORM_FILE).version != version:
        raise FormMalformed("The version must stand on a line of its own.", path=FORM_FILE)
    return made


def released(files: Mapping[str, bytes], version: str) -> dict[str, bytes]:
    """Return the files of a draft under the paths and with the version they are released with; raise FormMalformed."""
    raw = numbered(files.get(FORM_FILE, b""), version)
    head = read_head(raw, FORM_FILE)
    return {f"{head.id}/{version}/{name}": raw if name == FORM_FILE else content for name, content in files.items()}


def draft_id(files: Mapping[str, bytes]) -> str:
    """Return the id of the form that a draft is of; raise FormMalformed."""
    return read_head(numbered(files.get(FORM_FILE, b""), UNNUMBERED), FORM_FILE).id


def draft_form(files: Mapping[str, bytes]) -> Form:
    """Return a draft as it would be read; raise FormError leaves."""
    made = released(files, UNNUMBERED)
    return Catalogue.from_files({**made, MANIFEST: manifest_lines(made).encode()}).forms()[0]


def next_version(catalogue: Catalogue, form_id: str, year: int) -> str:
    """Return the number of the next version of a form of one's own in a year; raise FormMalformed after the last."""
    last = max((tuple(map(int, form.version.split("."))) for form in own_versions(catalogue, form_id)), default=(0, 0))
    number = last[1] + 1 if last[0] >= year else FIRST
    if number > _LAST:
        raise FormMalformed("There are no more numbers in this year.", path=form_id)
    return f"{max(year, last[0]):04d}.{number}"


def own_versions(catalogue: Catalogue, form_id: str) -> list[Form]:
    """Return the versions of a form that the organisation released, older ones first."""
    return [form for form in catalogue.forms() if form.id == form_id and catalogue.is_own(form)]


def manifest_lines(files: Mapping[str, bytes]) -> str:
    """Return the lines of files in a manifest, by path."""
    return "".join(f"{sha256(raw).hexdigest()}  {path}\n" for path, raw in sorted(files.items()))
