"""Consent to being filmed in medicine: signed offline, kept in a tamper-evident log, answered to those who ask.

::

    econsent.Library.open(folder)      a place that keeps statements and answers questions
    econsent.connect(url, token=...)   the same verbs, of a library behind HTTP
    econsent.Station.open(folder)      a place that signs
    econsent.verify(*files, roots=[])  check a statement, document, bundle or receipt

Each loads on first use: `import econsent` is light and needs no extra. Inside the package, import from the modules.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from econsent.document.containers import verify as verify
    from econsent.errors import EconsentError as EconsentError
    from econsent.library import Library as Library
    from econsent.remote import Remote as Remote
    from econsent.remote import connect as connect
    from econsent.station import Station as Station

_HOMES = {
    "EconsentError": "econsent.errors",
    "Library": "econsent.library",
    "Remote": "econsent.remote",
    "Station": "econsent.station",
    "connect": "econsent.remote",
}

__all__ = ["EconsentError", "Library", "Remote", "Station", "connect", "verify"]


def __getattr__(name: str) -> Any:
    """Load a public name from its module (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'econsent' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """List the public names, also those that have not been loaded yet."""
    return sorted({*globals(), *__all__})


class _Package(ModuleType):
    """This package, whose `verify` stays the function.

    Python binds every submodule it loads to its package, and one of ours is named `verify` as well: a property stands
    before what is bound. The module is reached by `from econsent.verify import ...`.
    """

    @property
    def verify(self) -> Any:
        """The function that checks files."""
        return importlib.import_module("econsent.document.containers").verify

    @verify.setter
    def verify(self, module: ModuleType) -> None:
        """Let Python bind the submodule to no effect."""


sys.modules[__name__].__class__ = _Package
