"""The error tree: one code an error, the same everywhere, and a docstring that draws it as it is."""

from __future__ import annotations

import json
import pickle
import re

import pytest

from econsent import errors
from econsent.errors import EconsentError, InputError, RecordMalformed

CODE = re.compile(r"[a-z]+(\.[a-z0-9]+(-[a-z0-9]+)*)?")
ERROR_STATUSES = range(400, 600)


def _below(branch: type[EconsentError]) -> list[type[EconsentError]]:
    """Every error of the package under a branch; what others may have derived is not ours."""
    own = [child for child in branch.__subclasses__() if child.__module__.startswith(f"{errors.__name__}.")]
    return [one for child in own for one in (child, *_below(child))]


EVERY = [EconsentError, *_below(EconsentError)]
BRANCHES = [child for child in EVERY if child.__base__ is EconsentError]


def test_no_two_errors_share_a_code() -> None:
    codes = [error.code for error in EVERY]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("error", EVERY, ids=lambda error: error.__name__)
def test_every_error_names_itself(error: type[EconsentError]) -> None:
    assert "code" in vars(error), "a code is not inherited"
    assert CODE.fullmatch(error.code)
    assert error.__doc__, "says when it is raised"
    assert errors.by_code()[error.code] is error


@pytest.mark.parametrize("error", EVERY, ids=lambda error: error.__name__)
def test_every_error_ends_a_program_and_a_request(error: type[EconsentError]) -> None:
    assert error.exit_code not in (0, errors.EXIT_USAGE)
    assert error.status in ERROR_STATUSES


def test_every_error_is_given_out_by_the_package() -> None:
    given = {getattr(errors, name) for name in errors.__all__}
    assert {thing for thing in given if isinstance(thing, type)} == set(EVERY)


def test_errors_whose_codes_begin_with_one_word_stand_together() -> None:
    modules: dict[str, set[str]] = {}
    for word, leaf, error in ((*error.code.partition(".")[::2], error) for error in EVERY):
        if leaf:
            modules.setdefault(word, set()).add(error.__module__)
    apart = {word for word, homes in modules.items() if len(homes) > 1}
    assert apart == {"library"}, "what is kept, and who may ask"


def test_a_branch_has_an_exit_code_of_its_own() -> None:
    codes = [branch.exit_code for branch in BRANCHES]
    assert len(set(codes)) == len(codes)
    for branch in BRANCHES:
        assert {error.exit_code for error in _below(branch)} <= {branch.exit_code}


def _drawn() -> dict[str, str]:
    """The docstring's drawing: branch → the text beside it and under it."""
    drawing: dict[str, str] = {}
    branch = ""
    for line in (errors.__doc__ or "").splitlines():
        if found := re.search(r"[├└]── (\w+)", line):
            branch = found[1]
        elif not line.startswith("    │"):
            branch = ""
        if branch:
            drawing[branch] = drawing.get(branch, "") + line
    return drawing


def test_the_docstring_draws_every_branch() -> None:
    assert set(_drawn()) == {branch.__name__ for branch in BRANCHES}


@pytest.mark.parametrize("branch", BRANCHES, ids=lambda branch: branch.__name__)
def test_the_docstring_names_the_families_of_a_branch_and_no_other(branch: type[EconsentError]) -> None:
    named = set(re.findall(r"\b([a-z]+)\.\*", _drawn()[branch.__name__]))
    assert named == {error.code.split(".")[0] for error in _below(branch)}


def test_a_family_has_one_branch() -> None:
    homes = {(error.code.split(".")[0], branch) for branch in BRANCHES for error in _below(branch)}
    families = [family for family, _ in homes]
    assert len(set(families)) == len(families)


def test_an_error_says_what_happened_what_was_kept_and_what_to_do() -> None:
    error = RecordMalformed("It broke.", kept="Nothing was lost.", remedy="Ask again.", path="made.at", clause="2.3")
    assert str(error) == "It broke. (at made.at) Nothing was lost. Ask again."
    assert json.loads(json.dumps(error.as_dict())) == {
        "code": "record.malformed",
        "what": "It broke.",
        "kept": "Nothing was lost.",
        "remedy": "Ask again.",
        "path": "made.at",
        "clause": "2.3",
    }


def test_what_an_error_does_not_say_is_left_out() -> None:
    assert str(InputError("It broke.")) == "It broke."
    assert InputError("It broke.").as_dict() == {"code": "input", "what": "It broke."}


def test_an_error_survives_the_way_between_processes() -> None:
    error = RecordMalformed("It broke.", kept="Nothing was lost.", remedy="Ask again.", path="made.at", clause="2.3")
    arrived = pickle.loads(pickle.dumps(error))
    assert type(arrived) is RecordMalformed
    assert arrived.as_dict() == error.as_dict()
