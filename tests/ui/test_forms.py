from __future__ import annotations

import re

import pytest
from django import forms

from tests.ui.dom import Element, draw, parse
from umsicht.ui.forms import UmsichtRenderer, problems


class Sample(forms.Form):
    name = forms.CharField(label="Name", help_text="Wie außen")
    email = forms.EmailField(label="E-Mail", required=False)
    text = forms.CharField(label="Text", widget=forms.Textarea, max_length=50)
    topic = forms.ChoiceField(label="Thema", choices=[("a", "A"), ("b", "B")])
    many = forms.MultipleChoiceField(label="Mehrere", choices=[("a", "A"), ("b", "B")])
    place = forms.ChoiceField(label="Wo?", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    boxes = forms.MultipleChoiceField(
        label="Für wen?", choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple
    )
    day = forms.DateField(label="Tag", required=False)
    group = forms.IntegerField(label="Gruppe", max_value=60)
    paper = forms.FileField(label="Datei", required=False, help_text="PDF")
    secret = forms.CharField(label="Kennwort", widget=forms.PasswordInput)
    agree = forms.BooleanField(label="Gelesen.")
    token = forms.CharField(widget=forms.HiddenInput)


def _drawn(form: forms.BaseForm) -> Element:
    return parse(str(form))


def _named(tree: Element, control: Element) -> str:
    """The accessible name: the label that points to the control."""
    return " ".join(label.text for label in tree.all("label", for_=control.attrs["id"]))


def _controls(tree: Element) -> list[Element]:
    found = [element for element in tree.walk() if element.tag in {"input", "select", "textarea"}]
    return [control for control in found if control.attrs.get("type") != "hidden"]


@pytest.mark.parametrize("form", [Sample(), Sample({})], ids=["empty", "with errors"])
def test_every_control_has_a_label_and_a_unique_id(form: forms.BaseForm) -> None:
    tree = _drawn(form)
    controls = _controls(tree)
    assert len(controls) == 14
    assert [control.attrs["name"] for control in controls if not _named(tree, control)] == []
    ids = [element.attrs["id"] for element in tree.walk() if "id" in element.attrs]
    assert len(ids) == len(set(ids))


def test_errors_and_hints_are_linked_to_their_control() -> None:
    tree = _drawn(Sample({}))
    name = tree.one("input", id="id_name")
    assert name.attrs["aria-invalid"] == "true"
    assert name.attrs["aria-describedby"].split() == ["id_name_helptext", "id_name_error"]
    assert tree.one(id="id_name_error").text == "Dieses Feld ist zwingend erforderlich."
    group = next(box for box in tree.all("fieldset") if box.one("legend").text == "Wo?")
    assert group.attrs["aria-describedby"] == "id_place_error"


def test_every_described_by_points_to_something() -> None:
    tree = _drawn(Sample({}))
    ids = {element.attrs["id"] for element in tree.walk() if "id" in element.attrs}
    named = {word for e in tree.walk() for word in e.attrs.get("aria-describedby", "").split()}
    assert named - ids == set()


def test_summary_leads_to_each_wrong_field() -> None:
    tree = _drawn(Sample({"group": "900", "email": "x"}))
    summary = tree.one(class_="um-error-summary")
    links = {link.attrs["href"]: link.text for link in summary.all("a")}
    ids = {f"#{control.attrs['id']}" for control in _controls(tree)}
    assert set(links) - ids == set()
    assert links["#id_place_0"] == "Wo"
    assert links["#id_agree"] == "Gelesen"
    assert links["#id_group"] == "Gruppe"
    assert summary.one("h2").text == "Bitte prüfen Sie 11 Angaben"


def test_no_summary_without_errors() -> None:
    assert _drawn(Sample()).all(class_="um-error-summary") == []


def test_errors_of_the_whole_form_stand_in_the_summary() -> None:
    class Whole(forms.Form):
        name = forms.CharField()

        def clean(self) -> None:
            raise forms.ValidationError("Beides <b>zusammen</b> geht nicht.")

    form = Whole({"name": "x"})
    assert list(problems(form)) == [("", "", "Beides <b>zusammen</b> geht nicht.")]
    assert _drawn(form).one(class_="um-error-summary").one("li").text == "Beides <b>zusammen</b> geht nicht."


def test_optional_is_marked_and_required_is_not() -> None:
    tree = _drawn(Sample())
    marked = [label.text for label in tree.all("label") if label.all(class_="kern-label__optional")]
    assert marked == ["E-Mail – freiwillig", "Tag – freiwillig", "Datei – freiwillig"]


def test_kinds_get_their_markup() -> None:
    tree = _drawn(Sample())
    assert {"kern-form-check__radio"} == tree.one("input", id="id_place_0").classes
    assert {"kern-form-check__checkbox"} == tree.one("input", id="id_boxes_0").classes
    assert {"kern-form-check__checkbox"} == tree.one("input", id="id_agree").classes
    assert len(tree.all(class_="kern-form-input__select-wrapper")) == 1
    assert tree.one("textarea").attrs["data-counter"] == "id_text_left"
    assert tree.one(id="id_text_left").attrs["data-text"] == "noch # Zeichen"


def test_file_field_is_named_by_a_label_not_a_group() -> None:
    tree = _drawn(Sample())
    assert tree.one("label", for_="id_paper").text == "Datei – freiwillig"
    assert tree.one("input", id="id_paper").attrs["aria-describedby"] == "id_paper_helptext"


def test_own_classes_of_a_widget_stay() -> None:
    class Own(forms.Form):
        name = forms.CharField(widget=forms.TextInput(attrs={"class": "eigen"}))

    assert _drawn(Own()).one("input").classes == {"eigen", "kern-form-input__input"}


@pytest.mark.parametrize("method", ["as_p", "as_div", "as_ul", "as_table"])
def test_third_party_ways_of_drawing_give_the_same(method: str) -> None:
    form = Sample({})
    assert getattr(form, method)() == str(form)


def test_single_field_group_can_be_placed_by_hand() -> None:
    group = parse(str(Sample({})["name"].as_field_group()))
    assert group.one("input").attrs["id"] == "id_name"
    assert [error.text for error in group.all(class_="kern-error")] == [
        "Dieses Feld ist zwingend erforderlich."
    ]


def test_labels_and_values_are_escaped() -> None:
    class Rude(forms.Form):
        name = forms.CharField(label="<script>")

    html = str(Rude({"name": '"><script>'}))
    assert re.findall(r"<script", html) == []


def test_formset_draws_management_and_each_form() -> None:
    tree = _drawn(forms.formset_factory(Sample, extra=2)())
    assert len(tree.all("input", name="form-TOTAL_FORMS")) == 1
    assert [field.attrs["id"] for field in tree.all("input", type="password")] == [
        "id_form-0-secret",
        "id_form-1-secret",
    ]


def test_form_component_sends_files_and_shows_our_messages() -> None:
    tree = draw('<c-form :form="form" action="/x" submit="Los" cancel="/zurueck" />', form=Sample())
    form = tree.one("form")
    assert form.attrs["enctype"] == "multipart/form-data"
    assert "novalidate" in form.attrs
    assert tree.one("button").text == "Los"
    assert tree.one("a").attrs["href"] == "/zurueck"


def test_renderer_is_the_one_in_force() -> None:
    assert isinstance(Sample().renderer, UmsichtRenderer)
