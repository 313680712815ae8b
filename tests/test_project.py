"""The project itself: what a checkout promises before any code of it runs."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
PIN = re.compile(r"(?P<name>[A-Za-z0-9_.-]+)==(?P<version>[0-9][0-9a-z.]*)")
REGISTRY = re.compile(r"(pypi|pythonhosted|npmjs|deb\.debian)\.(org|com)|://[^ \"]+/simple/")
MACHINE_PATH = re.compile(r"(^|[ \"'=(`])/(work|farm|root|home)/[a-z.]", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)\s]*)?\)")
EXTRAS_ONLY = (
    "PySide6",
    "litestar",
    "uvicorn",
    "uvloop",
    "httptools",
    "jinja2",
    "prometheus_client",
    "psycopg",
    "pkcs11",
    "pikepdf",
)


def tracked() -> list[Path]:
    """Return the files git keeps, or skip where this is not a checkout."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a checkout")
    files = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in files if path.is_file()]


@pytest.mark.parametrize("pattern", [REGISTRY, MACHINE_PATH], ids=["registry host", "machine path"])
def test_no_file_names_a_package_registry_or_a_path_of_one_machine(pattern: re.Pattern[str]) -> None:
    found = []
    for path in tracked():
        match = pattern.search(path.read_bytes().decode("utf-8", "ignore"))
        if match:
            found.append(f"{path.relative_to(ROOT)}: {match[0]!r}")
    assert found == []


def test_every_page_that_a_page_points_to_is_there() -> None:
    pages = [path for path in tracked() if path.suffix == ".md" and "forms" not in path.parts]
    pointed = [(page, match[1]) for page in pages for match in LINK.finditer(page.read_text())]
    assert len(pointed) > 10
    assert [f"{page.name}: {to}" for page, to in pointed if not (page.parent / to).exists()] == []


def pins() -> dict[str, str]:
    """Return name → version of constraints.txt; every other line must be a comment."""
    lines = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
    found = {line: PIN.fullmatch(line) for line in lines}
    assert [line for line, match in found.items() if match is None] == []
    return {normal(match["name"]): match["version"] for match in found.values() if match}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_constraints_pin_everything_that_any_extra_asks_for() -> None:
    pinned = pins()
    extras = PROJECT["optional-dependencies"].values()
    wanted = [Requirement(text) for text in [*PROJECT["dependencies"], *(one for extra in extras for one in extra)]]
    for requirement in wanted:
        assert normal(requirement.name) in pinned, requirement.name
        if requirement.marker is None or requirement.marker.evaluate():
            assert requirement.specifier.contains(pinned[normal(requirement.name)]), str(requirement)


def test_programs_of_node_are_pinned_and_no_lock_file_names_a_registry() -> None:
    wanted = json.loads((ROOT / "tests/node/package.json").read_text())
    versions = [*wanted["dependencies"].values(), *wanted["overrides"].values()]
    assert [version for version in versions if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []
    locks = {"package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml"}
    assert [path.name for path in tracked() if path.name in locks] == []


def test_what_is_installed_here_is_what_the_constraints_pin() -> None:
    listed = subprocess.run([sys.executable, "-m", "pip", "freeze"], capture_output=True, text=True, check=True).stdout
    installed = {normal(match["name"]): match["version"] for match in map(PIN.fullmatch, listed.split()) if match}
    pinned = pins()
    assert {name: version for name, version in installed.items() if pinned.get(name, version) != version} == {}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of what it is made of."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    for name in ("econsent", "kiosk", "forms", "tests"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    options = ["--no-deps", "--no-build-isolation", "--quiet", "--wheel-dir", str(out)]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, str(source)], check=True)
    return next(out.glob("*.whl"))


def test_a_wheel_carries_every_text_screen_and_translation(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    data = {".css", ".html", ".qml", ".qm", ".ts", ".toml", ".md", ".svg"}
    wanted = {
        str(path.relative_to(ROOT))
        for package in ("econsent", "kiosk", "forms")
        for path in (ROOT / package).rglob("*")
        if path.suffix in data or path.name in ("qmldir", "MANIFEST", "py.typed")
    }
    assert wanted - inside == set()
    assert {name.split("/")[0] for name in inside} == {
        "econsent",
        "kiosk",
        "forms",
        f"econsent-{PROJECT['version']}.dist-info",
    }


def test_an_installed_wheel_finds_its_forms_and_needs_no_extra(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    program = f"""
import sys
sys.path.insert(0, {str(site)!r})
for name in {EXTRAS_ONLY!r}:
    sys.modules[name] = None
from importlib.resources import files
import econsent, econsent.cli
assert econsent.__file__.startswith({str(site)!r}), econsent.__file__
assert files("forms").joinpath("MANIFEST").is_file()
for name in ("Library", "Station", "connect", "verify"):
    assert callable(getattr(econsent, name)), name
"""
    subprocess.run([sys.executable, "-P", "-c", program], cwd=tmp_path, check=True)


def test_qt_does_not_lose_references_to_none() -> None:
    """Guard against PySide6 6.12.0, which dropped one at every such call until Python 3.11 died."""
    from PySide6.QtCore import QObject

    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("x")
        thing.parent()
    assert sys.getrefcount(None) > before - 100
