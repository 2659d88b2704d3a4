"""Forms about yearly reports and the chronicle."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from umsicht.council.enums import Precision
from umsicht.council.interfaces.forms import RecordForm
from umsicht.directory.interfaces.forms import LineField, TextField, WebField
from umsicht.reporting.enums import EntryKind, Topic
from umsicht.reporting.interfaces.forms import held_values
from umsicht.reporting.models import Entry, Schedule
from umsicht.reporting.outlines import for_tenant
from umsicht.tenancy.models import Tenant
from umsicht.ui.fields import DayField, GermanNumberField

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip


class ScheduleForm(RecordForm):
    template = forms.ChoiceField(label=gettext_lazy("Kind of report"))
    title = LineField(
        label=gettext_lazy("Title"), max_length=160, help_text=gettext_lazy("The year is added to it.")
    )
    day = forms.IntegerField(label=gettext_lazy("Day of the month"), min_value=1, max_value=28)
    month = forms.TypedChoiceField(
        label=gettext_lazy("Month"), coerce=int, choices=[(n, name) for n, name in enumerate(MONTHS, start=1)]
    )
    begins_before = forms.IntegerField(
        label=gettext_lazy("The draft begins so many days before"), min_value=1, max_value=300, initial=90
    )
    is_active = forms.BooleanField(label=gettext_lazy("Runs"), required=False, initial=True)

    def __init__(self, *args: Any, tenant: Tenant, held: Schedule | None = None, **kwargs: Any) -> None:
        initial = held_values(held, self.base_fields) if held is not None else {}
        super().__init__(*args, **kwargs | {"initial": initial})
        found = [(one.code, one.label) for one in for_tenant(is_state=tenant.is_state)]
        self.fields["template"].choices = found  # type: ignore[attr-defined]
        if held is not None:
            del self.fields["template"]


class EntryFilterForm(forms.Form):
    marks_optional = False

    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=100)
    thema = forms.ChoiceField(
        label=gettext_lazy("About what"),
        required=False,
        choices=[("", gettext_lazy("All topics")), *Topic.choices],
    )
    art = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        required=False,
        choices=[("", gettext_lazy("all kinds")), *EntryKind.choices],
    )


class EntryForm(RecordForm):
    """A line of the chronicle with its source."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=EntryKind.choices, widget=forms.RadioSelect)
    topic = forms.ChoiceField(label=gettext_lazy("About what"), choices=Topic.choices)
    text = TextField(
        label=gettext_lazy("What happened or holds"),
        max_length=1000,
        rows=3,
        help_text=gettext_lazy("One sentence in your own words; it stands in reports as it is."),
    )
    on = DayField(label=gettext_lazy("Day"), required=False)
    until = DayField(label=gettext_lazy("Until"), required=False)
    precision = forms.ChoiceField(
        label=gettext_lazy("How exactly that is known"), choices=Precision.choices, initial=Precision.DAY
    )
    value = GermanNumberField(label=gettext_lazy("Figure"), required=False, max_digits=14, decimal_places=2)
    unit = LineField(label=gettext_lazy("Unit"), max_length=40, required=False)
    said_by = LineField(label=gettext_lazy("Whose judgement"), max_length=200, required=False)
    source = LineField(label=gettext_lazy("Source"), max_length=300)
    source_url = WebField(label=gettext_lazy("Address of the source"))
    note = LineField(label=gettext_lazy("What is uncertain"), max_length=500, required=False)
    is_public = forms.BooleanField(label=gettext_lazy("Show on the portal"), required=False)

    def __init__(self, *args: Any, held: Entry | None = None, **kwargs: Any) -> None:
        initial = held_values(held, self.base_fields) if held is not None else {"kind": EntryKind.EVENT}
        super().__init__(*args, **kwargs | {"initial": initial})
