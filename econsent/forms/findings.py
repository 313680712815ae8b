"""One thing found in a form, as every part of the check says it."""

from __future__ import annotations

from econsent.exchange import FormFinding

LANGUAGES_LAW = "Languages Law art. 21"


def error(code: str, what: str, **said: str) -> FormFinding:
    """Return a finding that keeps a form from being released."""
    return FormFinding(sort="error", code=code, what=what, **said)


def warning(code: str, what: str, **said: str) -> FormFinding:
    """Return a finding that is advice."""
    return FormFinding(sort="warning", code=code, what=what, **said)
