"""Forms about reports and the chronicle. They only shape input; the domain functions check it for good."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import clock
from umsicht.council.enums import ItemVisibility, ReferralRole
from umsicht.council.interfaces.forms import RecordForm
from umsicht.council.queries import bodies
from umsicht.directory.interfaces.forms import LineField, TextField
from umsicht.reporting.enums import ReportState
from umsicht.reporting.models import Contribution, Passage, Question, Report
from umsicht.reporting.outlines import for_tenant, templates
from umsicht.reporting.queries.plans import motions, paper_answered
from umsicht.reporting.queries.reports import Wanted
from umsicht.tenancy.models import Tenant
from umsicht.ui.fields import DayField


def held_values(record: Any, names: Any) -> dict[str, Any]:
    """What the form shows of a record that is there already."""
    return {name: getattr(record, name) for name in names if hasattr(record, name)}


class ReportFilterForm(forms.Form):
    marks_optional = False

    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=100)
    stand = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[("", gettext_lazy("all states")), *ReportState.choices],
    )
    vorlage = forms.ChoiceField(label=gettext_lazy("Kind of report"), required=False)
    sortierung = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(one.code, one.label) for one in templates().values()]
        self.fields["vorlage"].choices = [("", _("all kinds")), *known]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        self.is_valid()
        given = self.cleaned_data
        return Wanted(
            text=given.get("q", ""),
            state=given.get("stand", ""),
            template=given.get("vorlage", ""),
            sort=given.get("sortierung") or "-zeitraum",
        )


class NewReportForm(RecordForm):
    """What kind of report, over which period."""

    outline = forms.ChoiceField(label=gettext_lazy("Kind of report"), widget=forms.RadioSelect)
    starts_on = DayField(label=gettext_lazy("Reported period from"))
    ends_on = DayField(label=gettext_lazy("Reported period until"))
    due_on = DayField(
        label=gettext_lazy("Due on"),
        required=False,
        help_text=gettext_lazy("The tasks of this kind of report are counted back from here."),
    )

    def __init__(self, *args: Any, tenant: Tenant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = for_tenant(is_state=tenant.is_state)
        self.fields["outline"].choices = [(one.code, one.label) for one in found]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("starts_on") and given.get("ends_on") and given["ends_on"] < given["starts_on"]:
            self.add_error("ends_on", _("The period ends before it begins."))
        return given


class HeadForm(RecordForm):
    """What stands above the text."""

    links: ClassVar = {"answers": paper_answered}

    title = LineField(label=gettext_lazy("Title"), max_length=200)
    subject = LineField(label=gettext_lazy("Subject of the paper"), max_length=300, required=False)
    number = LineField(
        label=gettext_lazy("Number"),
        max_length=40,
        required=False,
        help_text=gettext_lazy(
            "Leave it empty and the paper gets the next number when it is referred; a corrected one gets a new number."
        ),
    )
    submitter = LineField(label=gettext_lazy("Submitted by"), max_length=200, required=False)
    answers = forms.TypedChoiceField(
        label=gettext_lazy("Answers the paper"), required=False, coerce=int, empty_value=None
    )
    participants = LineField(
        label=gettext_lazy("Took part in writing this paper"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Offices and departments, no names of people."),
    )
    starts_on = DayField(label=gettext_lazy("Reported period from"))
    ends_on = DayField(label=gettext_lazy("Reported period until"))
    due_on = DayField(label=gettext_lazy("Due on"), required=False)
    is_public = forms.BooleanField(
        label=gettext_lazy("Meant for the portal"),
        required=False,
        help_text=gettext_lazy(
            "Then it is made of public records alone. Otherwise closed ones count too, and it stays here."
        ),
    )

    def __init__(self, *args: Any, held: Report, **kwargs: Any) -> None:
        answers = {"answers": held.answers_id or ""}
        super().__init__(*args, **kwargs | {"initial": held_values(held, self.base_fields) | answers})
        found = [
            (one.pk, f"{one.number} {one.subject}"[:120]) for one in motions(held.tenant, held.answers_id)
        ]
        self.fields["answers"].choices = [("", _("none")), *found]  # type: ignore[attr-defined]


class StopForm(RecordForm):
    """One body of the route."""

    links: ClassVar = {"body": bodies.body_at_desk}

    body = forms.TypedChoiceField(label=gettext_lazy("Body"), coerce=int)
    planned_on = DayField(label=gettext_lazy("Date of the meeting"), required=False)
    role = forms.ChoiceField(
        label=gettext_lazy("Task"), choices=ReferralRole.choices, initial=ReferralRole.NOTE
    )
    visibility = forms.ChoiceField(
        label=gettext_lazy("Public or closed"),
        choices=ItemVisibility.choices,
        initial=ItemVisibility.PUBLIC,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = bodies.choices()  # type: ignore[attr-defined]


class QuestionForm(RecordForm):
    title = LineField(label=gettext_lazy("Heading"), max_length=120)
    text = LineField(label=gettext_lazy("Question"), max_length=500)


class OpenForm(RecordForm):
    """Wording of a question, and why it can't be answered, where it can't."""

    title = LineField(label=gettext_lazy("Heading"), max_length=120)
    text = LineField(label=gettext_lazy("Question"), max_length=500)
    open_reason = TextField(
        label=gettext_lazy("Why it stays open"),
        max_length=500,
        rows=3,
        required=False,
        help_text=gettext_lazy(
            "Only where no record answers it. The reason stands in the report and says no figures."
        ),
    )

    def __init__(self, *args: Any, held: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initial": held_values(held, self.base_fields)})
        if held.is_frame:
            del self.fields["text"], self.fields["open_reason"]


class PassageForm(RecordForm):
    """An own text with the records that prove it, or a judgement."""

    text = TextField(label=gettext_lazy("Text"), max_length=4000, rows=6)
    records = forms.MultipleChoiceField(
        label=gettext_lazy("Records that prove it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("A text with a figure needs at least one."),
    )
    judged = forms.BooleanField(
        label=gettext_lazy("This is a judgement"),
        required=False,
        help_text=gettext_lazy("It is marked as one wherever the report is shown."),
    )
    said_by = LineField(
        label=gettext_lazy("Whose judgement"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("An office, no name of a person. Only for a judgement."),
    )

    def __init__(
        self,
        *args: Any,
        offered: list[tuple[str, str]],
        held: Passage | None = None,
        office: str = "",
        **kwargs: Any,
    ) -> None:
        initial: dict[str, Any] = {"said_by": office}
        if held is not None:
            initial = {
                "text": held.text,
                "records": [f"{row['kind']} {row['key']}" for row in held.records],
                "said_by": held.said_by,
            }
        super().__init__(*args, **kwargs | {"initial": initial})
        known = dict(offered)
        for value in initial.get("records", ()):
            known.setdefault(value, _("gone or no longer public: %(key)s") % {"key": value.partition(" ")[2]})
        self.fields["records"].choices = list(known.items())  # type: ignore[attr-defined]
        if not known:
            self.fields["records"].help_text = _(
                "The records say nothing to this report yet. Please take evidence into an answer first, then it stands here to choose."
            )
        if held is not None:
            del self.fields["judged"]
            if held.kind != "judgement":
                del self.fields["said_by"]

    def values(self) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        pairs = [value.partition(" ") for value in found["records"]]
        return found | {"records": [(kind, key) for kind, _space, key in pairs]}


class ContributionForm(RecordForm):
    """Whom to ask for what, until when."""

    department = LineField(label=gettext_lazy("Department or office"), max_length=200)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address of the department"),
        help_text=gettext_lazy("The address of the office, not that of a person."),
    )
    question = forms.TypedChoiceField(
        label=gettext_lazy("To which question"), required=False, coerce=int, empty_value=None
    )
    wish = TextField(label=gettext_lazy("What you need"), max_length=2000, rows=3, required=False)
    due_on = DayField(label=gettext_lazy("Needed by"))

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._questions = {one.pk: one for one in report.questions.all()}
        found = [(pk, one.title) for pk, one in self._questions.items()]
        self.fields["question"].choices = [("", _("to the whole report")), *found]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        return found | {"question": self._questions.get(found["question"])}

    def clean_due_on(self) -> Any:
        day = self.cleaned_data["due_on"]
        if day < clock.today():
            raise forms.ValidationError(_("This day is over already."))
        return day


class AnswerForm(forms.Form):
    """What a department writes behind its link."""

    text = TextField(
        label=gettext_lazy("Your contribution"),
        max_length=6000,
        rows=10,
        help_text=gettext_lazy("Please say for each figure where it comes from. No names of people."),
    )

    def __init__(self, *args: Any, held: Contribution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initial": {"text": held.text}})
