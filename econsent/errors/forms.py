"""What is wrong with a form, its texts or its release: forms.*."""

from __future__ import annotations

from econsent.errors.tree import InputError


class FormError(InputError):
    """A form, its text or its catalogue is refused."""

    code = "forms"


class FormClash(FormError):
    """A form of one's own has another's name, or means something else by a scope than another form."""

    code = "forms.clash"


class FormDigestMismatch(FormError):
    """A released file does not have the bytes that MANIFEST names."""

    code = "forms.digest-mismatch"


class FormFileMissing(FormError):
    """A file that MANIFEST or a form names is not there."""

    code = "forms.missing-file"


class FormFileUnlisted(FormError):
    """A file stands beside the released ones and MANIFEST does not name it."""

    code = "forms.unlisted-file"


class FormMalformed(FormError):
    """A form, a text, a list of labels or a rule table is not written as forms/README.md says."""

    code = "forms.malformed"


class FormPackageInvalid(FormError):
    """A ZIP is not that of a form's folder: broken, too large, or with files that a form does not have."""

    code = "forms.package"


class FormRefused(FormError):
    """A form lacks what the law asks of it, and is not released."""

    code = "forms.refused"


class FormRolledBack(FormError):
    """A library shows fewer or other released forms than it showed before."""

    code = "forms.rolled-back"


class FormUnknown(FormError):
    """There is no form of this id."""

    code = "forms.unknown-form"


class FormScopeUnknown(FormError):
    """No form asks for this scope."""

    code = "forms.unknown-scope"


class FormVersionUnknown(FormError):
    """There is no such version of this form."""

    code = "forms.unknown-version"


class FormLanguageUnknown(FormError):
    """The form is not written in this language."""

    code = "forms.unknown-language"


class FormTextMissing(FormError):
    """A text or a section that a form needs is not there."""

    code = "forms.missing-text"


class FormValueMissing(FormError):
    """A placeholder of a text was given no value."""

    code = "forms.missing-value"


class FormTermMissing(FormError):
    """A form that gives no consent has no term."""

    code = "forms.missing-term"
