"""Forms about papers, their routes and attachments. They only shape input; the domain functions check it for good."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import text
from umsicht.council.enums import ItemVisibility, PaperKind, PaperState, Precision, ReferralRole
from umsicht.council.interfaces.by_number import PaperField
from umsicht.council.interfaces.forms import RecordForm
from umsicht.council.models import Paper, Referral
from umsicht.council.queries import papers as queries
from umsicht.council.queries.bodies import body_at_desk
from umsicht.council.queries.papers import Wanted
from umsicht.directory.interfaces.forms import LineField, TextField, WebField
from umsicht.ui.fields import DayField


class PaperFilterForm(forms.Form):
    """All parts are optional; an unknown value counts as none."""

    marks_optional = False

    q = forms.CharField(label=gettext_lazy("Number or words"), required=False, max_length=100)
    art = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        required=False,
        choices=[("", gettext_lazy("all kinds")), *PaperKind.choices],
    )
    stand = forms.ChoiceField(
        label=gettext_lazy("State"), required=False, choices=[("", gettext_lazy("all")), *PaperState.choices]
    )
    jahr = forms.IntegerField(
        label=gettext_lazy("Year"), required=False, widget=forms.NumberInput(attrs={"min": 1900, "max": 2100})
    )
    gremium = forms.TypedChoiceField(
        label=gettext_lazy("Body"), required=False, coerce=int, empty_value=None, choices=[]
    )
    sortierung = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gremium"].choices = [("", _("all bodies")), *queries.body_choices()]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        self.is_valid()
        given = self.cleaned_data
        return Wanted(
            given.get("q", ""),
            given.get("art", ""),
            given.get("stand", ""),
            given.get("jahr") or 0,
            given.get("gremium") or 0,
            given.get("sortierung") or "-datum",
        )


class QuestionsField(forms.CharField):
    """One question a line. A question keeps its code as long as its words stay the same."""

    def __init__(self, **kwargs: Any) -> None:
        self.held: list[dict[str, str]] = []
        super().__init__(widget=forms.Textarea(attrs={"rows": 6}), required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(one["text"] for one in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[dict[str, str]]:
        lines = [text.one_line(line) for line in str(super().clean(value) or "").splitlines()]
        wanted = [line for line in lines if line]
        known = {one["text"]: one["code"] for one in self.held}
        free = (f"q{n}" for n in range(1, 10_000) if f"q{n}" not in {known.get(line) for line in wanted})
        return [{"code": known.get(line) or next(free), "text": line} for line in dict.fromkeys(wanted)]


class PaperForm(RecordForm):
    """A paper. Its number is asked for only at the beginning; later it stays."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=PaperKind.choices)
    number = LineField(
        label=gettext_lazy("Number"),
        max_length=40,
        required=False,
        help_text=gettext_lazy(
            "Leave it empty and the next one of its kind and year is given. It then stays."
        ),
    )
    subject = LineField(label=gettext_lazy("Subject of the paper"), max_length=300)
    submitter = LineField(
        label=gettext_lazy("Submitted by"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("An office, a parliamentary group or a body, not a person."),
    )
    department = LineField(label=gettext_lazy("Department in charge"), max_length=120, required=False)
    dated = DayField(label=gettext_lazy("Date"), required=False)
    precision = forms.ChoiceField(
        label=gettext_lazy("How exactly is that known?"), choices=Precision.choices, initial=Precision.DAY
    )
    text = TextField(
        label=gettext_lazy("Text"),
        max_length=60_000,
        rows=14,
        required=False,
        help_text=gettext_lazy("Markdown: # heading, - list, **bold**."),
    )
    motion = TextField(label=gettext_lazy("Proposed decision"), max_length=5_000, rows=4, required=False)
    questions = QuestionsField(
        label=gettext_lazy("Questions"),
        max_length=40_000,
        help_text=gettext_lazy("One question in each line."),
    )
    answers = PaperField(
        label=gettext_lazy("Answers the paper"),
        help_text=gettext_lazy("Its number, for example BA-044/2020."),
    )
    due_on = DayField(label=gettext_lazy("Answer due on"), required=False)
    external_url = WebField(label=gettext_lazy("Address of the original"))
    source = LineField(label=gettext_lazy("Source"), max_length=300, required=False)

    def __init__(self, *args: Any, held: Paper | None = None, **kwargs: Any) -> None:
        if held is not None:
            kwargs["initial"] = {name: getattr(held, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        if held is not None:
            del self.fields["number"]
            self.fields["questions"].held = held.questions  # type: ignore[attr-defined]


class StepForm(RecordForm):
    """A step of the route."""

    links: ClassVar = {"body": body_at_desk}

    body = forms.TypedChoiceField(label=gettext_lazy("Body"), coerce=int)
    planned_on = DayField(label=gettext_lazy("Date of the meeting"), required=False)
    role = forms.ChoiceField(
        label=gettext_lazy("What it is to do"), choices=ReferralRole.choices, initial=ReferralRole.NOTE
    )
    visibility = forms.ChoiceField(
        label=gettext_lazy("How it is dealt with"),
        choices=ItemVisibility.choices,
        widget=forms.RadioSelect,
        initial=ItemVisibility.CLOSED,
        help_text=gettext_lazy(
            "Public: the portal shows this step and with it the paper. Closed: only this body and the office know of it."
        ),
    )
    result = LineField(label=gettext_lazy("Result"), max_length=300, required=False)
    position = forms.TypedChoiceField(label=gettext_lazy("Place in the route"), coerce=int)
    source = LineField(label=gettext_lazy("Source"), max_length=300, required=False)

    def __init__(self, *args: Any, steps: int, held: Referral | None = None, **kwargs: Any) -> None:
        places = steps if held is not None else steps + 1
        if held is not None:
            start = {name: getattr(held, name) for name in self.base_fields}
            kwargs["initial"] = start | {"body": held.body_id}
        else:
            kwargs["initial"] = {"position": places}
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = queries.body_choices()  # type: ignore[attr-defined]
        self.fields["position"].choices = [(n, str(n)) for n in range(1, places + 1)]  # type: ignore[attr-defined]


class RemovalForm(forms.Form):
    reason = LineField(label=gettext_lazy("Reason"), max_length=300, required=False)
