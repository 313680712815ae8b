"""Lint the kiosk's QML with the types that Python brings, so that a misspelt property of ours is found as well.

    python tools/qmllint.py [FILE …]     by default every file of kiosk/qml

Python's types are read from their living meta-objects and described in a module of their own in build/, which qmllint
is given beside ours. (PySide6's own dump reads the source, and stops at properties that are lambdas.) Warnings fail.
"""

from __future__ import annotations

import importlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QMetaMethod, QMetaObject, QMetaProperty

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
MODULES = ROOT / "build" / "qmltypes"
NAME = re.compile(r'^QML_IMPORT_NAME = "(?P<name>[\w.]+)"$', re.MULTILINE)
ELEMENT = re.compile(r"^@QmlElement\n(?P<others>(?:@.*\n)*)class (?P<name>\w+)", re.MULTILINE)
UNTYPED = {"PyObject": "QVariant", "void": ""}
INDENT = "    "
NEW_LINE = "\n"


class Registered(NamedTuple):
    """A type of Python that QML knows, and whether QML may make one."""

    meta: QMetaObject
    creatable: bool


def main(arguments: list[str]) -> int:
    """Return qmllint's exit code; any warning makes it fail."""
    shutil.rmtree(MODULES, ignore_errors=True)
    sys.path.insert(0, str(ROOT))
    for module, types in python_types().items():
        write_module(module, types)
    files = arguments or sorted(str(path) for path in (ROOT / "kiosk" / "qml").rglob("*.qml"))
    command = [str(BIN / "pyside6-qmllint"), "-W", "0", "-I", str(MODULES), "-I", str(ROOT), *files]
    return subprocess.run(command, check=False).returncode


def python_types() -> dict[str, list[Registered]]:
    """Return the QML modules that Python files of the kiosk bring, with the types registered in them."""
    found: dict[str, list[Registered]] = {}
    for path in sorted((ROOT / "kiosk").rglob("*.py")):
        source = path.read_text()
        module = NAME.search(source)
        if module is not None:
            home = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
            found.setdefault(module["name"], []).extend(
                Registered(getattr(home, match["name"]).staticMetaObject, "QmlUncreatable" not in match["others"])
                for match in ELEMENT.finditer(source)
            )
    return found


def write_module(module: str, types: list[Registered]) -> None:
    """Write a module's qmldir and its description."""
    folder = MODULES.joinpath(*module.split("."))
    folder.mkdir(parents=True)
    lines = [line for kind in types for line in component(module, kind)]
    (folder / "module.qmltypes").write_text("\n".join(["import QtQuick.tooling 1.2", "Module {", *lines, "}", ""]))
    (folder / "qmldir").write_text(f"module {module}\ntypeinfo module.qmltypes\nimport QtQuick\n")


def component(module: str, kind: Registered) -> Iterator[str]:
    """Describe one type: what it derives from, its properties, signals and methods."""
    meta = kind.meta
    name, parent = str(meta.className()), str(meta.superClass().className())
    yield f"{INDENT}Component {{"
    yield f'{INDENT * 2}name: "{name}"; accessSemantics: "reference"; prototype: "{parent}"'
    yield f'{INDENT * 2}exports: ["{module}/{name} 1.0"]; exportMetaObjectRevisions: [256]'
    if not kind.creatable:
        yield f"{INDENT * 2}isCreatable: false"
    for place in range(meta.propertyOffset(), meta.propertyCount()):
        yield INDENT * 2 + described_property(meta.property(place))
    for place in range(meta.methodOffset(), meta.methodCount()):
        yield INDENT * 2 + described_method(meta.method(place))
    yield f"{INDENT}}}"


def described_property(found: QMetaProperty) -> str:
    """Describe a property; one without a signal and not constant is left as it is, for qmllint to say so."""
    name, shape = str(found.name()), str(found.typeName())
    notify = bytes(found.notifySignal().name().data()).decode() if found.hasNotifySignal() else ""
    facts = [f'name: "{name}"', f'type: "{UNTYPED.get(shape, shape).rstrip("*")}"', f'read: "{name}"']
    facts += ["isPointer: true"] if shape.endswith("*") else []
    facts += [f'notify: "{notify}"'] if notify else []
    facts += [f'write: "{name}"'] if found.isWritable() else ["isReadonly: true"]
    facts += ["isPropertyConstant: true"] if found.isConstant() else []
    return f"Property {{ {'; '.join(facts)} }}"


def described_method(found: QMetaMethod) -> str:
    """Describe a signal or slot with what it takes and returns."""
    kind = "Signal" if found.methodType() == QMetaMethod.MethodType.Signal else "Method"
    facts = [f'name: "{bytes(found.name().data()).decode()}"']
    returned = UNTYPED.get(str(found.typeName()), str(found.typeName()))
    facts += [f'type: "{returned}"'] if returned and kind == "Method" else []
    names = (bytes(name.data()).decode() for name in found.parameterNames())
    shapes = (bytes(shape.data()).decode() for shape in found.parameterTypes())
    facts += [
        f'Parameter {{ name: "{name}"; type: "{UNTYPED.get(shape, shape)}" }}'
        for name, shape in zip(names, shapes, strict=True)
    ]
    return f"{kind} {{ {NEW_LINE.join(facts)} }}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
