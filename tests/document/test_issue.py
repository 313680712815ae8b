"""What a document says: everything the person read, chose and said, in their language, and nothing of it elsewhere."""

from __future__ import annotations

import dataclasses
import io

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.reader import PdfFileReader

from econsent import record
from econsent.document import inkml, typeface
from econsent.document.check import open_document
from econsent.document.contents import Assent, Choices, Passage, Signature, Words
from econsent.document.details import details
from econsent.document.issue import EvidenceFile, issue, preview, statement_of
from econsent.document.layout import draw
from econsent.document.pieces import Ink
from econsent.errors import (
    FormDigestMismatch,
    FormVersionUnknown,
    InkMalformed,
    RecordMalformed,
    RecordRuleBroken,
)
from econsent.trust import Trust
from econsent.verify import verify_statement
from tests.document import people


def _items(draft, catalogue, kind):
    return [item for item in preview(draft, people.circumstances(), catalogue).items if isinstance(item, kind)]


def test_the_statement_inside_goes_through_the_procedure(issued, root):
    verified = verify_statement(issued.jws, Trust((root,)), evidence=[file.data for file in issued.evidence])
    assert verified.statement == issued.statement
    assert verified.digest == issued.digest == record.digest(issued.jws)


def test_every_kind_is_issued_and_opened_again(any_kind, root):
    opened = open_document(any_kind.document)
    assert opened.jws == any_kind.jws
    assert list(opened.evidence.values()) == [file.data for file in any_kind.evidence]
    verify_statement(opened.jws, Trust((root,)), evidence=list(opened.evidence.values()))


def test_the_same_draft_gives_the_same_bytes(issued, station, catalogue):
    again = issue(people.consent(), people.circumstances(), station, catalogue)
    assert again.document == issued.document


def test_the_review_screen_shows_the_very_document(catalogue, monkeypatch, station):
    draft, circumstances = people.consent("ru", ("filming.photo",)), people.circumstances()
    shown = preview(draft, circumstances, catalogue)
    seen = []
    monkeypatch.setattr(
        "econsent.document.issue.draw", lambda said, ink, **more: seen.append(said) or draw(said, ink, **more)
    )
    issue(draft, circumstances, station, catalogue)
    dated = [dataclasses.replace(item, made="") if isinstance(item, Signature) else item for item in seen[0].items]
    assert dated == list(shown.items)
    assert (seen[0].title, seen[0].subtitle) == (shown.title, shown.subtitle)


def test_a_refusal_has_as_many_words_and_places_as_a_consent(catalogue):
    agreed, refused = (preview(people.consent("kk", given), people.circumstances(), catalogue) for given in (None, ()))
    assert [type(item) for item in agreed.items] == [type(item) for item in refused.items]
    assert agreed.title != refused.title
    (choices,) = [item for item in refused.items if isinstance(item, Choices)]
    assert {row.verdict for row in choices.rows} == {"deny"}


@pytest.mark.parametrize(("language", "beside"), [("kk", "ru"), ("ru", "kk"), ("en", "kk")])
def test_the_second_language_stands_beside_every_section(language, beside, catalogue):
    form = catalogue.latest("patient-filming")
    passages = _items(people.consent(language), catalogue, Passage)
    assert [item.heading for item in passages] == [section.heading for section in form.text(language).information]
    assert [item.second_heading for item in passages] == [section.heading for section in form.text(beside).information]


def test_choices_stand_in_the_order_of_the_form(catalogue):
    draft = people.consent()
    shuffled = dataclasses.replace(draft, decisions=tuple(reversed(draft.decisions)))
    (choices,) = _items(shuffled, catalogue, Choices)
    assert [row.scope for row in choices.rows] == [scope.id for scope in catalogue.latest("patient-filming").scopes]


def test_a_drawing_is_never_called_an_electronic_digital_signature(catalogue):
    (ink,) = _items(people.consent("en"), catalogue, Signature)
    (mark,) = _items(people.consent("en", signature_class="mark", witness=people.WITNESS), catalogue, Signature)
    assert "is not an electronic digital signature" in ink.explanation
    assert people.WITNESS.name in mark.witness
    assert mark.explanation != ink.explanation


def test_what_a_child_was_told_and_said_stands_before_the_signature(catalogue):
    draft = people.consent("en", grantor=people.REPRESENTATIVE, assent=people.HEARD)
    items = list(preview(draft, people.circumstances(), catalogue).items)
    (assent,) = [item for item in items if isinstance(item, Assent)]
    assert (assent.question, assent.answer) == ("Is it all right with you to be filmed?", "Yes, it is all right")
    assert assent.manner == "Said aloud, heard by: Марат Серікұлы"
    place = items.index(assent)
    assert [items[place - 1].heading, type(items[place + 1])] == ["A question for the child", Signature]
    assert items[place - 1].second_heading == catalogue.latest("patient-filming").text("kk").section("assent").heading


def test_each_drawing_stands_where_its_own_hand_signs(catalogue, station, monkeypatch):
    """Three hands on one document: the representative's, the child's, and in another one the cosigner's."""
    drawn = []

    def noted(drawing, *given, **named):
        drawn.append(drawing)
        return Ink(drawing, *given, **named)

    monkeypatch.setattr("econsent.document.layout.Ink", noted)
    for role, changes in (
        ("assent", {"assent": people.DRAWN}),
        ("cosignature", {"cosignature": record.Cosignature(signature_class="ink")}),
    ):
        drawn.clear()
        evidence = (people.ink(), EvidenceFile(role, inkml.MEDIA_TYPE, people.dot().data))
        draft = people.consent("en", grantor=people.REPRESENTATIVE, evidence=evidence, **changes)
        issued = issue(draft, people.circumstances(), station, catalogue)
        assert list(open_document(issued.document).evidence) == ["ink.inkml", f"{role}.inkml"]
        order = [inkml.decode(file.data) for file in evidence]
        assert drawn == (order if role == "cosignature" else order[::-1])


def test_who_cosigned_is_named_beneath_their_own_signature(catalogue):
    witnessed = record.Cosignature(signature_class="mark", witness=people.WITNESS)
    evidence = (people.ink(), EvidenceFile("cosignature", inkml.MEDIA_TYPE, people.dot().data))
    draft = people.consent("en", grantor=people.REPRESENTATIVE, cosignature=witnessed, evidence=evidence)
    own, beside = _items(draft, catalogue, Signature)
    assert (own.name, own.witness, own.heading) == (people.REPRESENTATIVE.name, "", "Signature")
    assert (beside.name, beside.kind) == (people.SUBJECT.name, "Mark made before a witness")
    assert people.WITNESS.name in beside.witness


@pytest.mark.parametrize("verdict", ["no", "none"])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_childs_no_and_silence_are_said_in_every_language(catalogue, language, verdict):
    draft = people.consent(language, (), grantor=people.REPRESENTATIVE, assent=record.Assent(verdict=verdict))
    (assent,) = _items(draft, catalogue, Assent)
    labels = catalogue.labels(catalogue.latest_labels(), language)
    assert (assent.answer, assent.manner) == (labels[f"assent.{verdict}"], "")


def test_with_a_form_that_has_no_words_for_a_child_the_answer_stands_alone(catalogue, station):
    older = catalogue.form("patient-filming", "2026.1")
    draft = people.consent("kk", (), grantor=people.REPRESENTATIVE, assent=record.Assent(verdict="no"))
    used = people.changed(draft.form, version=older.version, digest=older.text("kk").digest)
    (assent,) = _items(dataclasses.replace(draft, form=used), catalogue, Assent)
    assert (assent.question, assent.answer) == ("", "Жоқ, қаламаймын")
    issue(dataclasses.replace(draft, form=used), people.circumstances(), station, catalogue)


SINCE = {
    "kk": "Қол қойғанға дейін көрсетілген өзгерістер: 2026.1 нұсқасынан 2026.2 нұсқасына дейін",
    "ru": "Изменения, показанные до подписания: с версии 2026.1 до версии 2026.2",
    "en": "Changes shown before signing: from version 2026.1 to version 2026.2",
}


@pytest.mark.parametrize("language", SINCE)
def test_since_which_text_the_changes_were_shown_stands_in_the_details_and_only_where_they_were(
    language, catalogue, station
):
    form = people.form_use("patient-filming", language)
    words = catalogue.labels(catalogue.latest_labels(), language)
    shown, plain = (
        issue(draft, people.circumstances(), station, catalogue)
        for draft in (
            people.consent(language, form=people.changed(form, changes_since="2026.1")),
            people.consent(language),
        )
    )
    rows = dict(details(shown.statement, words, language, shown.digest))
    label, _, versions = SINCE[language].partition(": ")
    assert rows[label] == versions
    assert list(rows).index(label) == list(rows).index(words["form"]) + 1
    assert people.packed(versions) in people.packed(people.text_of(shown.document))
    assert label not in dict(details(plain.statement, words, language, plain.digest))


def test_a_notice_says_that_nobody_signed_it(catalogue):
    (signature,) = _items(people.notice("en"), catalogue, Signature)
    assert "no signature of a person" in signature.explanation


def test_a_text_that_is_not_the_catalogues_is_refused(catalogue, station):
    draft = people.consent()
    other = people.form_use("patient-filming", "ru").digest
    for form, error in [
        (people.changed(draft.form, digest=other), FormDigestMismatch),
        (people.changed(draft.form, version="2020.1"), FormVersionUnknown),
    ]:
        with pytest.raises(error):
            issue(dataclasses.replace(draft, form=form), people.circumstances(), station, catalogue)


def test_a_draft_that_breaks_a_rule_is_not_signed(catalogue, station):
    for changes, error in [
        ({"evidence": ()}, RecordRuleBroken),
        ({"signature_class": "mark"}, RecordRuleBroken),
        ({"words": "x" * 20_001}, RecordMalformed),
        ({"evidence": (EvidenceFile("ink", people.ink().media_type, b"<ink/>"),)}, InkMalformed),
        ({"evidence": (EvidenceFile("ink", people.ink().media_type, inkml.encode([], 160, 60)),)}, InkMalformed),
    ]:
        with pytest.raises(error):
            issue(people.consent(**changes), people.circumstances(), station, catalogue)


def test_an_abandonment_names_nobody(catalogue, station):
    issued = issue(people.abandonment(), people.circumstances(), station, catalogue)
    assert issued.statement.subject is None
    assert people.text_of(issued.document).count(people.SUBJECT.name) == 0


def test_nothing_personal_stands_in_the_metadata(issued):
    with pikepdf.open(io.BytesIO(issued.document)) as pdf:
        metadata = bytes(pdf.Root.Metadata.read_bytes()).decode() + "".join(
            str(value) for value in pdf.docinfo.values()
        )
    for private in (people.SUBJECT.name, people.SUBJECT.identifier.value, people.CONTROLLER.bin):
        assert private not in metadata


def test_a_repr_shows_no_name_and_no_words(issued):
    shown = repr(people.consent()) + repr(issued)
    for private in (people.SUBJECT.name, people.SUBJECT.identifier.value, issued.statement.words):
        assert private not in shown


def test_words_are_drawn_as_they_were_typed(catalogue, station):
    said = "<b>Келісемін</b> & <font size=99>жоқ\nекінші жол \t {{subject}} \U0001f600 \x07"
    issued = issue(people.consent(words=said), people.circumstances(), station, catalogue)
    drawn = people.text_of(issued.document)
    for part in ("<b>Келісемін</b> & <font size=99>жоқ", "екінші жол", "{{subject}}", "[U+1F600]", "[U+0007]"):
        assert part in drawn
    assert issued.statement.words == said


def test_words_of_every_length_are_all_on_the_pages(catalogue, station):
    for said in ("қ" * 20_000, "Келісемін. " * 1_800, "\n" * 300 + "соңы"):
        issued = issue(people.consent(words=said), people.circumstances(), station, catalogue)
        assert people.packed(said) in people.packed(people.text_of(issued.document, raw=True, bare=True))


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_no_text_stops_a_document(said):
    key, _ = people.station()
    issued = issue(people.consent(words=said or None), people.circumstances(), key, people.catalogue())
    assert open_document(issued.document).statement.words == (said or None)


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_drawable_text_never_asks_the_font_for_what_it_lacks(text):
    glyphs = typeface.load().face.charToGlyph
    assert all(letter == "\n" or ord(letter) in glyphs for letter in typeface.drawable(text))


def test_words_stand_once_and_whole_in_the_contents(catalogue):
    (words,) = _items(people.consent(words="Иә.\n\nКелісемін."), catalogue, Words)
    assert words.text == "Иә.\n\nКелісемін."


def test_a_long_signature_and_a_dot_stay_on_the_line(catalogue, station):
    for drawn in (people.ink(), people.dot()):
        issued = issue(people.consent(evidence=(drawn,)), people.circumstances(), station, catalogue)
        assert len(PdfFileReader(io.BytesIO(issued.document)).root["/Pages"]["/Kids"]) >= 3


def test_a_draft_becomes_a_statement_with_every_field_it_has():
    draft = people.consent(grantor=people.REPRESENTATIVE, witness=people.WITNESS)
    statement = statement_of(draft, people.circumstances())
    for name in record.Statement.__struct_fields__:
        if hasattr(draft, name) and name != "evidence":
            assert getattr(statement, name) == getattr(draft, name)
