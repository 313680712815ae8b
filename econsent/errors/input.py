"""What is wrong with what was given: identity.*, instant.*, record.*, input.*, fhir.*."""

from __future__ import annotations

from econsent.errors.tree import InputError


class IinInvalid(InputError):
    """An individual identification number is not 12 digits with a right check digit."""

    code = "identity.iin-invalid"


class BinInvalid(InputError):
    """A business identification number is not 12 digits of the right form with a right check digit."""

    code = "identity.bin-invalid"


class InstantInvalid(InputError):
    """A time is not RFC 3339 with an offset, or an interval ends before it begins."""

    code = "instant.invalid"


class RecordError(InputError):
    """A statement's payload is refused."""

    code = "record"


class RecordMalformed(RecordError):
    """A payload is not the JSON that SPEC.md describes: wrong type, missing or unknown field, duplicate name."""

    code = "record.malformed"


class RecordRuleBroken(RecordError):
    """A payload is well formed but breaks a rule of its kind."""

    code = "record.rule"


class CodeMalformed(InputError):
    """A code is not sixteen letters and digits."""

    code = "input.code"


class ArgumentInvalid(InputError):
    """An argument of a public verb is out of its range."""

    code = "input.argument"


class RequestInvalid(InputError):
    """An HTTP request is not one that this server knows."""

    code = "input.request"


class RequestTooLarge(InputError):
    """A request's body is larger than anything that may be asked."""

    code = "input.too-large"
    status = 413


class FhirError(InputError):
    """A FHIR request is refused."""

    code = "fhir"


class SearchInvalid(FhirError):
    """A FHIR search has a value that cannot be read, or what strict handling does not let pass."""

    code = "fhir.search"


class ParametersInvalid(FhirError):
    """The parameters of a FHIR operation are not those that it takes."""

    code = "fhir.parameters"
