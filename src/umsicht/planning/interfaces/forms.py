"""Forms of plans: what a plan is for, when an offer takes place, the mail with the address."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import clock, ratelimit
from umsicht.core.errors import BadInput
from umsicht.offers.queries.wording import cost_text
from umsicht.places.queries.atlas import atlas
from umsicht.planning import costs, schoolyear
from umsicht.planning.domain.entries import MAX_MINUTES, Placement, stand_of
from umsicht.planning.domain.plans import Facts
from umsicht.planning.enums import GROUP_LABELS, NO_SCHOOL, Span
from umsicht.planning.models import PlanEntry, SchoolPlan
from umsicht.planning.models.entry import MAX_MEETINGS
from umsicht.planning.models.plan import MAX_PEOPLE
from umsicht.planning.schoolyear import SchoolYear
from umsicht.planning.validators import check_class_name
from umsicht.tenancy.models import Tenant
from umsicht.ui.fields import CountField, DayField
from umsicht.ui.public_forms import PublicForm
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue

MAX_LENGTH_LINK = 400


class FactsForm(forms.Form):
    """What a plan is for. No names of persons, hence no free text."""

    marks_optional = False  # the grade is needed for schools alone; the hints say so

    institution = forms.ChoiceField(label=gettext_lazy("Kind of institution"))
    grade = forms.TypedChoiceField(
        label=gettext_lazy("School grade"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", gettext_lazy("no grade")), *((n, str(n)) for n in range(1, 14))],
        help_text=gettext_lazy("Only for schools."),
    )
    class_name = forms.CharField(
        label=gettext_lazy("Class or group"),
        required=False,
        max_length=12,
        help_text=gettext_lazy("If you like, for example 8b. Please name no persons."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": "12"}),
    )
    people = CountField(
        label=gettext_lazy("Number of people"),
        min_value=1,
        max_value=MAX_PEOPLE,
        help_text=gettext_lazy("For prices per person."),
    )
    school_year = forms.TypedChoiceField(label=gettext_lazy("School year"), coerce=int)
    area_key = forms.ChoiceField(label=gettext_lazy("Part of town"), required=False)

    def __init__(self, *args: Any, tenant: Tenant, plan: SchoolPlan | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._districts = {place.key: place.name for place in atlas(tenant).districts}
        schools = catalogue(tenant).choices(Scheme.SCHOOL_TYPE)
        groups = [(code, str(GROUP_LABELS[code])) for code in NO_SCHOOL]
        if plan is not None and plan.institution not in dict([*schools, *groups]):
            schools.append((plan.institution, plan.institution))
        self._choices("institution", [("", _("Please choose")), *schools, *groups])
        years = [(year.start, year.label) for year in schoolyear.choosable(clock.today())]
        if plan is not None and plan.school_year not in dict(years):
            years.insert(0, (plan.school_year, SchoolYear(plan.school_year).label))
        self._choices("school_year", years)
        self._choices("area_key", [("", _("not stated")), *self._districts.items()])
        if not self._districts:
            del self.fields["area_key"]

    def _choices(self, name: str, choices: list[Any]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def clean_class_name(self) -> str:
        name = str(self.cleaned_data["class_name"]).strip()
        try:
            check_class_name(name)
        except BadInput as error:
            raise forms.ValidationError(error.message) from error
        return name

    def facts(self) -> Facts:
        sent = self.cleaned_data
        key = sent.get("area_key", "")
        return Facts(
            institution=sent["institution"],
            school_year=sent["school_year"],
            people=sent["people"],
            grade=sent["grade"],
            class_name=sent["class_name"],
            area_key=key,
            area_name=self._districts.get(key, ""),
        )


class NewPlanForm(PublicForm, FactsForm):
    """The same for anybody who begins a plan."""

    stamp_for = "planning.plan"
    limit = ratelimit.Limit("planning.plan", count=40, seconds=3600)


class ChangePlanForm(FactsForm):
    seen = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, plan: SchoolPlan) -> ChangePlanForm:
        names = ("institution", "grade", "class_name", "people", "school_year", "area_key")
        held = {name: getattr(plan, name) for name in names} | {"seen": plan.revision}
        return cls(tenant=plan.tenant, plan=plan, initial=held)


def _week_label(monday: dt.date) -> str:
    friday = monday + dt.timedelta(days=4)
    return _("week %(number)s: %(first)s to %(last)s") % {
        "number": monday.isocalendar().week,
        "first": date_format(monday, "d.m."),
        "last": date_format(friday, "d.m.Y"),
    }


class EntryForm(forms.Form):
    """When an offer takes place, how long, how often, and at which of its prices."""

    marks_optional = False  # day and week are needed by turns, and the hints say the rest

    span = forms.ChoiceField(
        label=gettext_lazy("When?"), choices=Span.choices, widget=forms.RadioSelect, initial=Span.OPEN
    )
    day = DayField(
        label=gettext_lazy("Day"),
        required=False,
        help_text=gettext_lazy("If it takes place on a day."),
    )
    starts_at = forms.TimeField(
        label=gettext_lazy("Begins at"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    week = forms.ChoiceField(
        label=gettext_lazy("Week"),
        required=False,
        help_text=gettext_lazy("If only the week is known. Weeks of the school holidays are left out."),
    )
    meetings = forms.IntegerField(
        label=gettext_lazy("Number of meetings"),
        min_value=1,
        max_value=MAX_MEETINGS,
        initial=1,
        help_text=gettext_lazy("Several follow weekly and skip the school holidays."),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes per meeting"), required=False, min_value=1, max_value=MAX_MINUTES
    )
    price = forms.ChoiceField(label=gettext_lazy("Price"), required=False)
    on_free_day = forms.BooleanField(
        label=gettext_lazy("Also if there are no lessons then (for example an evening for parents)"),
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=16)

    def __init__(self, *args: Any, entry: PlanEntry, plan: SchoolPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = SchoolYear(plan.school_year)
        weeks: Any = self.fields["week"]
        weeks.choices = [("", _("Please choose"))] + [
            (monday.isoformat(), _week_label(monday)) for monday in year.mondays()
        ]
        self.fields["day"].widget.attrs |= {"min": year.first.isoformat(), "max": year.last.isoformat()}
        prices = costs.keyed(entry.offer.costs) if entry.offer is not None else []
        price: Any = self.fields["price"]
        price.choices = [("", _("the cheapest"))] + [(key, cost_text(cost)) for key, cost in prices]
        if len(prices) < 2:
            del self.fields["price"]
        length = entry.offer.duration_minutes if entry.offer is not None else None
        if length:
            self.fields["minutes"].help_text = _("Empty: %(minutes)s, as the offer says.") % {
                "minutes": length
            }

    @classmethod
    def of(cls, entry: PlanEntry, plan: SchoolPlan) -> EntryForm:
        held = {
            "span": entry.span,
            "day": entry.day if entry.span == Span.DAY else None,
            "week": entry.day.isoformat() if entry.span == Span.WEEK and entry.day else "",
            "starts_at": entry.starts_at,
            "meetings": entry.meetings,
            "minutes": entry.minutes,
            "price": entry.price,
            "seen": stand_of(entry),
        }
        return cls(entry=entry, plan=plan, initial=held)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("span") == Span.DAY and not cleaned.get("day") and "day" not in self.errors:
            self.add_error("day", _("Please give the day."))
        if cleaned.get("span") == Span.WEEK and not cleaned.get("week") and "week" not in self.errors:
            self.add_error("week", _("Please choose the week."))
        return cleaned

    def placement(self) -> Placement:
        sent = self.cleaned_data
        day = sent["day"]
        if sent["span"] == Span.WEEK:
            day = dt.date.fromisoformat(sent["week"])
        return Placement(
            span=sent["span"],
            day=day,
            starts_at=sent["starts_at"],
            minutes=sent["minutes"],
            meetings=sent["meetings"],
            price=sent.get("price", ""),
            on_free_day=sent["on_free_day"],
        )


class MailForm(PublicForm):
    stamp_for = "planning.mail"
    limit = ratelimit.Limit("planning.mail", count=5, seconds=3600)
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        max_length=200,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("We send the address of this plan once and do not keep yours."),
    )


class OpenPlanForm(forms.Form):
    """For those who have a plan already and come from an offer without scripts: its address."""

    adresse = forms.CharField(
        label=gettext_lazy("Address of your plan"),
        max_length=MAX_LENGTH_LINK,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy("From the address line of your browser or from the mail."),
    )
