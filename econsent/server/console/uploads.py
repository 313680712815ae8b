"""Files that a browser sends with a form: never on a disk in clear, never larger than may be sent, never a path.

`multipart/form-data` (RFC 7578) is read by the package `multipart`, which Litestar uses as well.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

import multipart

from econsent.errors import FormPackageInvalid
from econsent.exchange import MAX_FORM_FILE

MULTIPART = b"multipart/form-data"
MAX_UPLOAD = 10 * 1024 * 1024
"""Bytes of a form with its files."""
_MOST_PARTS = 64
_MOST_ENTRIES, _MOST_FILES = 64, 8
_FORM_FILE = re.compile(r"form\.toml|[a-z]{2}\.md")
_STRAY = re.compile(r"(?:.*/)?(?:\.DS_Store|Thumbs\.db|desktop\.ini)|__MACOSX/.*")
"""What operating systems put beside a folder's own files, unasked."""
_ENCRYPTED = 1


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent in the field of a name; what it was called at home is not kept."""

    name: str
    content: bytes


def parse(body: bytes, content_type: str) -> tuple[list[tuple[str, str]], list[Upload]]:
    """Return the fields and the files of a form; raise ValueError where it is not one."""
    boundary = multipart.parse_options_header(content_type)[1].get("boundary", "")
    if not boundary:
        raise ValueError("a form with files names its boundary")
    whole = len(body) + 1
    parts = multipart.MultipartParser(
        io.BytesIO(body), boundary, strict=True,
        part_limit=_MOST_PARTS, spool_limit=whole, memory_limit=whole, disk_limit=0,
    )  # fmt: skip
    fields: list[tuple[str, str]] = []
    files: list[Upload] = []
    for part in parts:
        if part.filename is None:
            fields.append((part.name, part.value))
        elif part.filename or part.size:
            files.append(Upload(part.name, part.raw))
    return fields, files


def form_folder(content: bytes) -> dict[str, bytes]:
    """Return the files of a form's folder that a ZIP holds, by name; raise FormPackageInvalid.

    The files lie at the top or in one folder. Nothing is unfolded further than a form's file may be long.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return dict(_files(archive))
    except FormPackageInvalid:
        raise
    except Exception:  # noqa: BLE001 - zipfile raises many kinds for hostile bytes; any of them means the same here
        raise _invalid("The file is not a ZIP that can be read.") from None


def _files(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    entries = archive.infolist()
    if len(entries) > _MOST_ENTRIES:
        raise _invalid("The ZIP holds more files than a form has.")
    seen: set[str] = set()
    folders: set[str] = set()
    for number, entry in enumerate(entries, 1):
        if entry.is_dir() or _STRAY.fullmatch(entry.filename):
            continue
        folder, _, name = entry.filename.rpartition("/")
        folders.add(folder)
        path = f"file {number} in the ZIP"
        if "/" in folder or folder in (".", "..") or "\\" in entry.filename or len(folders) > 1:
            raise _invalid("The files of a form lie in one folder.", path)
        if stat.S_ISLNK(entry.external_attr >> 16) or entry.flag_bits & _ENCRYPTED:
            raise _invalid("The ZIP holds a link, or is under a password.", path)
        if _FORM_FILE.fullmatch(name) is None or name in seen or len(seen) == _MOST_FILES:
            raise _invalid("A form has form.toml and a text for each language, kk.md, ru.md, en.md, each once.", path)
        seen.add(name)
        with archive.open(entry) as file:
            raw = file.read(MAX_FORM_FILE + 1)
        if len(raw) > MAX_FORM_FILE:
            raise _invalid(f"A file of a form has {MAX_FORM_FILE // 1024} KiB at most.", path)
        yield name, raw
    if not seen:
        raise _invalid("The ZIP holds no file of a form.")


def _invalid(what: str, path: str = "") -> FormPackageInvalid:
    return FormPackageInvalid(
        what, kept="Nothing was taken.", remedy="Put the folder with the form into a ZIP, and nothing else.", path=path
    )
