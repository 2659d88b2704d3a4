"""Form fields that read and write what an offer holds: lists of terms, lists of sentences, rows of prices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import money
from umsicht.core.errors import BadInput
from umsicht.core.text import clean, one_line
from umsicht.offers.enums import PAYER_FREE, CostPer
from umsicht.offers.validators import lines_validator
from umsicht.offers.values import Cost, CurriculumLink
from umsicht.ui.fields import CountField

Choices = Iterable[tuple[Any, Any]]
NOTHING = [("", gettext_lazy("– please choose –"))]


class Text(forms.CharField):
    """One line; `needed` marks what an offer can't be published without."""

    def __init__(self, *, needed: bool = False, required: bool = False, **kwargs: Any) -> None:
        self.needed = needed
        super().__init__(required=required, **kwargs)

    def clean(self, value: Any) -> str:
        return super().clean(one_line(str(value or "")))


class LongText(forms.CharField):
    def __init__(self, *, rows: int = 6, most: int, needed: bool = False, **kwargs: Any) -> None:
        self.needed = needed
        widget = forms.Textarea(attrs={"rows": rows, "maxlength": most})
        super().__init__(required=False, max_length=most, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        return super().clean(clean(str(value or "")))


class Lines(forms.CharField):
    """One sentence per line; cleans to a list."""

    def __init__(self, *, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(
            required=False, max_length=6500, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
        )

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        lines = [one_line(line) for line in super().clean(value).splitlines()]
        found = [line for line in lines if line]
        if found:
            lines_validator(found)
        return found


class Codes(forms.MultipleChoiceField):
    """Terms of one list, as boxes; cleans to codes in the vocabulary's order. Terms that ended stay if they were held."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, needed: bool = False, **kwargs: Any) -> None:
        self.needed = needed
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> list[str]:
        chosen = set(super().clean(value))
        offered: Any = self.choices
        return [str(code) for code, _label in offered if str(code) in chosen]


class One(forms.ChoiceField):
    def __init__(self, *, radio: bool = False, needed: bool = False, **kwargs: Any) -> None:
        self.needed = needed
        if radio:
            kwargs["widget"] = forms.RadioSelect
        super().__init__(required=False, **kwargs)


class Number(CountField):
    def __init__(self, *, low: int = 0, high: int, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"class": "um-short"})
        super().__init__(required=False, min_value=low, max_value=high, widget=widget, **kwargs)


class Amount(forms.CharField):
    """Euros as people write them; cleans to cents or None."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "um-short"})
        super().__init__(required=False, max_length=20, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value
        return money.show(money.from_cents(value), symbol=False).removesuffix(",00")

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return money.cents(money.parse(text))
        except BadInput as error:
            raise forms.ValidationError(error.message, code="amount") from error


class RowForm(forms.Form):
    """One row of a list of values; `filled` says whether anything was entered."""

    marks_optional = False
    use_required_attribute = False
    key = ""

    @property
    def filled(self) -> bool:
        return bool(self.cleaned_data.get(self.key))


class CostRow(RowForm):
    key = "payer"

    payer = forms.ChoiceField(label=gettext_lazy("Who pays"), required=False)
    amount = Amount(label=gettext_lazy("Amount in euros"), help_text=gettext_lazy("Leave empty: on request."))
    per = forms.ChoiceField(label=gettext_lazy("For each"), required=False)
    format = forms.ChoiceField(label=gettext_lazy("For which format"), required=False)
    note = Text(label=gettext_lazy("Note"), max_length=300)

    def __init__(self, *args: Any, payers: Choices, formats: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["payer"].choices = [("", _("no price")), *payers]  # type: ignore[attr-defined]
        self.fields["format"].choices = list(formats)  # type: ignore[attr-defined]
        self.fields["per"].choices = [("", "–"), *CostPer.choices]  # type: ignore[attr-defined]

    def value(self) -> dict[str, Any]:
        data = self.cleaned_data
        free = data["payer"] == PAYER_FREE
        return Cost(
            format=data["format"],
            amount_cents=0 if free and not data.get("amount") else data.get("amount"),
            per="" if free else data["per"],
            payer=data["payer"],
            note=data["note"],
        ).to_json()

    @staticmethod
    def start(cost: Mapping[str, Any]) -> dict[str, Any]:
        return {**cost, "amount": cost.get("amount_cents") or None}


class LessonRow(RowForm):
    key = "subject"

    subject = forms.ChoiceField(label=gettext_lazy("Subject"), required=False)
    grade_from = Number(label=gettext_lazy("Grade from"), low=1, high=13)
    grade_to = Number(label=gettext_lazy("Grade to"), low=1, high=13)
    learning_area = Text(label=gettext_lazy("Learning area"), max_length=200)

    def __init__(self, *args: Any, subjects: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject"].choices = [("", _("no link")), *subjects]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("subject") and not cleaned.get("learning_area"):
            self.add_error("learning_area", _("Please name the learning area."))
        return cleaned

    def value(self) -> dict[str, Any]:
        data = self.cleaned_data
        held = self.initial.get("wording", "")
        return CurriculumLink(
            data["subject"], data["grade_from"], data["grade_to"], data["learning_area"], held
        ).to_json()

    @staticmethod
    def start(link: Mapping[str, Any]) -> dict[str, Any]:
        return dict(link)
