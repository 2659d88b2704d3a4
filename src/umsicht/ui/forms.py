"""How every form looks: KERN markup, errors linked to their field, an error summary on top.

Set as FORM_RENDERER, so `{{ form }}` and `{{ form.field.as_field_group }}` are right everywhere, also in the pages of
third-party apps. Forms stay plain Django forms: nothing here needs to be inherited from.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.functional import cached_property

TEMPLATES = Path(__file__).resolve().parent / "templates"

_CHECKS = (forms.CheckboxInput, forms.CheckboxSelectMultiple, forms.RadioSelect)
_SELECTS = (forms.Select, forms.SelectMultiple)


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxSelectMultiple):  # before RadioSelect, its parent
        return "checks"
    if isinstance(widget, forms.RadioSelect):
        return "radio"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.FileInput):
        return "file"
    if isinstance(widget, _SELECTS):
        return "select"
    if isinstance(widget, forms.Textarea):
        return "textarea"
    return "input"


_CLASSES = {
    "radio": "kern-form-check__radio",
    "checks": "kern-form-check__checkbox",
    "check": "kern-form-check__checkbox",
    "file": "kern-form-input__input",
    "select": "kern-form-input__select",
    "textarea": "kern-form-input__input",
    "input": "kern-form-input__input",
}


class UmsichtBoundField(forms.BoundField):
    """Adds KERN's classes to the widget and tells the template what kind of field this is."""

    @cached_property
    def kind(self) -> str:
        return _kind(self.field.widget)

    @property
    def use_fieldset(self) -> bool:
        """Django groups a file field for its "clear" box; its label would then name nothing."""
        return bool(super().use_fieldset) and self.kind != "file"

    @property
    def marks_optional(self) -> bool:
        """Optional is marked, required is the rule; a lone checkbox says itself what it is.

        A form all of whose fields are optional (a filter) sets `marks_optional = False`. A field that a draft may lack
        but the finished entry may not says `needed = True`.
        """
        wanted = getattr(self.form, "marks_optional", True) and not getattr(self.field, "needed", False)
        return wanted and not self.field.required and self.kind != "check" and not self.field.disabled

    @property
    def error_id(self) -> str:
        return f"{self.auto_id}_error"

    @property
    def first_id(self) -> str:
        """Where the error summary leads: the first choice of a group, else the field itself."""
        return f"{self.auto_id}_0" if self.kind in {"radio", "checks"} else str(self.auto_id)

    @property
    def counter_id(self) -> str:
        """Set for long texts with a limit: below them the script says how many characters are left."""
        return (
            f"{self.auto_id}_left"
            if self.kind == "textarea" and self.field.widget.attrs.get("maxlength")
            else ""
        )

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if widget.is_hidden:
            return attrs
        kern = _CLASSES[_kind(widget)]
        if self.errors:
            kern += f" {kern}--error"
        own = attrs.get("class") or widget.attrs.get("class", "")
        attrs["class"] = f"{kern} {own}".strip()
        if self.counter_id:
            attrs["data-counter"] = self.counter_id
        return attrs


class UmsichtRenderer(DjangoTemplates):
    """Takes templates from ui/templates first, so also `form.as_p` of third-party pages becomes our markup."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    formset_template_name = "ui/forms/formset.html"
    bound_field_class = UmsichtBoundField

    @cached_property
    def engine(self) -> Any:
        return self.backend(
            {
                "APP_DIRS": True,
                "DIRS": [TEMPLATES, Path(forms.__file__).parent / str(self.backend.app_dirname)],
                "NAME": "umsichtforms",
                "OPTIONS": {"builtins": ["django.templatetags.i18n", "umsicht.ui.templatetags.ui"]},
            }
        )


def problems(form: forms.BaseForm) -> Iterator[tuple[str, str, str]]:
    """Each error of a form as (id to jump to, label, text); the id is empty for errors of the whole form.

    A form may have `parts`, pairs of a title and a form that is sent with it; their labels begin with the title.
    """
    if not form.is_bound:
        return
    for text in form.non_field_errors():
        yield "", "", str(text)
    for bound in form:
        for text in bound.errors:
            hidden = bound.is_hidden
            target = "" if hidden else getattr(bound, "first_id", bound.auto_id)
            yield str(target), "" if hidden else str(bound.label).rstrip(".:?"), str(text)
    for title, part in getattr(form, "parts", ()):
        for target, label, text in problems(part):
            yield target, f"{title}, {label}" if label else title, text
