"""Forms of the public pages: the enquiry itself, a provider's answer by link, the enquirer's steps, the experience."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from umsicht.core import clock, ratelimit
from umsicht.enquiries.enums import DeclineReason, Rating
from umsicht.enquiries.models import Reply
from umsicht.enquiries.models.experience import QUESTIONS, RATINGS
from umsicht.offers.models import Offer
from umsicht.places.queries.atlas import atlas
from umsicht.tenancy.models import Tenant
from umsicht.ui.fields import CountField
from umsicht.ui.public_forms import PublicForm
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue

GRADES = [("", _("no school class")), *((str(grade), str(grade)) for grade in range(1, 14))]


def day_field(label: Any, *, required: bool = False, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Please write the day like 24.11.2026.")},
        **options,
    )


def _time_field(label: Any, *, required: bool = True) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=required,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": _("Please write the time like 9:30.")},
    )


def _words(label: Any, most: int, rows: int, *, required: bool = True, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        **options,
    )


class EnquiryForm(PublicForm):
    """One enquiry to several providers. `offers` are those of the address, all chosen at first."""

    stamp_for = "enquiries.enquiry"
    limit = ratelimit.Limit("enquiries.sender", count=10, seconds=3600)

    o = forms.TypedMultipleChoiceField(
        label=_("Whom do you ask?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one offer.")},
    )
    what = forms.CharField(
        label=_("What is it about?"),
        max_length=200,
        help_text=_("In a few words, for example: cyberbullying in our class"),
    )
    audience = forms.ChoiceField(label=_("For whom?"), required=False)
    grade = forms.TypedChoiceField(
        label=_("Grade"), choices=GRADES, required=False, coerce=int, empty_value=None
    )
    group = forms.CharField(
        label=_("Name of the class or group"),
        max_length=120,
        required=False,
        help_text=_("For example: 8b, parents' evening, holiday group. No names of persons, please."),
    )
    group_size = CountField(label=_("How many people?"), min_value=1, max_value=5000, required=False)
    day_1 = day_field(_("First wished day"))
    day_2 = day_field(_("Second wished day"))
    day_3 = day_field(_("Third wished day"))
    day_from = day_field(_("from"))
    day_to = day_field(_("until"))
    time_note = forms.CharField(
        label=_("Time of day"), max_length=120, required=False, help_text=_("For example: mornings, 8 to 10")
    )
    place = forms.CharField(
        label=_("Where?"),
        max_length=160,
        required=False,
        help_text=_("Your school or house, or: at the provider's"),
    )
    district = forms.ChoiceField(label=_("City district"), required=False)
    institution = forms.CharField(
        label=_("Name of your institution"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=200,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("We send you a link there. Only when you have used it does the enquiry go out."),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        validators=[RegexValidator(r"^[0-9+()/ \-–.]*$", _("Please give digits only."))],
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        help_text=_("The provider gets mail address and telephone once you accept its proposal."),
    )
    message = _words(
        _("What else should providers know?"),
        2000,
        5,
        required=False,
        help_text=_("All providers you ask read this. Please name no persons."),
    )

    def __init__(self, *args: Any, tenant: Tenant, offers: Sequence[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = offers
        fields: dict[str, Any] = self.fields
        fields["o"].choices = [(offer.pk, f"{offer.title} ({offer.provider.name})") for offer in offers]
        fields["o"].initial = [offer.pk for offer in offers]
        words = catalogue(tenant)
        fields["audience"].choices = [("", _("not stated")), *words.choices(Scheme.AUDIENCE)]
        self.districts = {place.key: place.name for place in atlas(tenant).districts}
        fields["district"].choices = [("", _("not stated")), *self.districts.items()]
        if not self.districts:
            del self.fields["district"]
        today = clock.today().isoformat()
        for name in ("day_1", "day_2", "day_3", "day_from", "day_to"):
            fields[name].widget.attrs["min"] = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        today = clock.today()
        for name in ("day_1", "day_2", "day_3", "day_to"):
            if cleaned.get(name) and cleaned[name] < today:
                self.add_error(name, _("This day lies in the past."))
        start, end = cleaned.get("day_from"), cleaned.get("day_to")
        if start and end and end < start:
            self.add_error("day_to", _("The end lies before the beginning."))
        days = [name for name in ("day_1", "day_2", "day_3") if cleaned.get(name)]
        if not days and not (start and end) and not self.errors.keys() & {"day_1", "day_from", "day_to"}:
            self.add_error("day_1", _("Please name a day here, or a span below."))
        return cleaned

    def picked(self) -> list[Offer]:
        wanted = set(self.cleaned_data["o"])
        return [offer for offer in self.offers if offer.pk in wanted]

    def values(self) -> dict[str, Any]:
        """What domain.asking.start_enquiry takes."""
        data = self.cleaned_data
        days = [data[name] for name in ("day_1", "day_2", "day_3") if data.get(name)]
        district = data.get("district", "")
        kept = ("what", "audience", "grade", "group", "group_size", "time_note", "place", "institution")
        return {
            **{name: data[name] for name in (*kept, "email", "phone", "message")},
            "days": days,
            "day_from": None if days else data["day_from"],
            "day_to": None if days else data["day_to"],
            "district": district,
            "district_name": self.districts.get(district, ""),
        }


class ProposalForm(forms.Form):
    """Yes, with date, time, place and price."""

    offer = forms.TypedChoiceField(label=_("For which offer?"), coerce=int)
    day = day_field(_("Day"), required=True)
    start = _time_field(_("Begins at"))
    end = _time_field(_("Ends at"), required=False)
    place = forms.CharField(label=_("Where?"), max_length=160, required=False)
    price = forms.CharField(
        label=_("Price"), max_length=120, required=False, help_text=_("For example: free of charge, 80 euros")
    )
    note = _words(_("What the institution should know"), 1000, 3, required=False)

    def __init__(self, *args: Any, reply: Reply, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = {offer.pk: offer for offer in reply.offers.all()}
        fields: dict[str, Any] = self.fields
        fields["offer"].choices = [(pk, offer.title) for pk, offer in self.offers.items()]
        if len(self.offers) == 1:
            del self.fields["offer"]
        fields["day"].widget.attrs["min"] = clock.today().isoformat()
        fields["day"].initial = next(iter(reply.enquiry.wished), None)
        fields["place"].initial = reply.enquiry.place

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        day, start, end = cleaned.get("day"), cleaned.get("start"), cleaned.get("end")
        if day and not dt.date(2000, 1, 1) <= day <= clock.today() + dt.timedelta(days=1000):
            self.add_error("day", _("This day lies too far away."))
        elif day and start and clock.at(day, start) <= clock.now():
            self.add_error("day", _("The date lies in the past."))
        if start and end and end <= start:
            self.add_error("end", _("The end lies before the beginning."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What domain.answering.propose takes."""
        data = self.cleaned_data
        end = data["end"]
        return {
            "offer": self.offers[data["offer"]] if "offer" in data else next(iter(self.offers.values())),
            "starts_at": clock.at(data["day"], data["start"]),
            "ends_at": clock.at(data["day"], end) if end else None,
            "place": data["place"],
            "price": data["price"],
            "note": data["note"],
        }


class DeclineForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why can't you?"), choices=DeclineReason.choices, widget=forms.RadioSelect
    )
    note = _words(_("A word to the institution"), 1000, 2, required=False)


class QuestionForm(forms.Form):
    text = _words(_("Your question"), 1000, 3)


class AnswerForm(forms.Form):
    text = _words(_("Your answer"), 1000, 3)


class ReasonForm(forms.Form):
    reason = _words(_("Reason"), 500, 2)


class ExperienceForm(PublicForm):
    """Four questions on one scale and a few words."""

    stamp_for = "enquiries.experience"
    limit = ratelimit.Limit("enquiries.experience", count=20, seconds=3600)

    text = _words(
        _("What should others know?"),
        500,
        3,
        required=False,
        help_text=_("The office reads it first. Please name no persons."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scale = [(value, label) for value, label in reversed(Rating.choices)]
        for name, question in QUESTIONS.items():
            self.fields[name] = forms.TypedChoiceField(
                label=question,
                choices=scale,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": _("Please choose an answer.")},
            )
        self.order_fields([*RATINGS, "text"])

    def told(self) -> dict[str, Any]:
        """What domain.experiences.tell_experience takes."""
        ratings = {name: self.cleaned_data[name] for name in RATINGS}
        return {"ratings": ratings, "text": self.cleaned_data["text"]}
