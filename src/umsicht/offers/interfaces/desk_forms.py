"""Forms of the desk around offers, beside the guided one: filter, begin, dates, free places, files, comments, many at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.files.interfaces.forms import UploadField
from umsicht.files.kinds import PICTURES, extension_of
from umsicht.offers.enums import Availability, FileUse, OfferState
from umsicht.offers.interfaces.fields import Number, Text
from umsicht.offers.queries.desk import BACK, CHECK, CONFIRM, WORK, Wanted
from umsicht.offers.series import ZONE, Series
from umsicht.ui.fields import DayField

DUE = [
    ("", gettext_lazy("everything")),
    (CHECK, gettext_lazy("waits for a check")),
    (BACK, gettext_lazy("came back with reasons")),
    (WORK, gettext_lazy("in work")),
    (CONFIRM, gettext_lazy("to be confirmed")),
]
Choices = Iterable[tuple[Any, Any]]


class OfferFilterForm(forms.Form):
    """All parts are optional; an unknown value counts as none, so that no address gives an error."""

    marks_optional = False

    q = forms.CharField(label=gettext_lazy("Title or provider"), required=False, max_length=100)
    stand = forms.ChoiceField(
        label=gettext_lazy("State"), required=False, choices=[("", gettext_lazy("all")), *OfferState.choices]
    )
    faellig = forms.ChoiceField(label=gettext_lazy("Due"), required=False, choices=DUE)
    anbieter = forms.ChoiceField(label=gettext_lazy("Provider"), required=False)
    thema = forms.ChoiceField(label=gettext_lazy("Topic"), required=False)

    def __init__(self, data: Any, *, providers: Choices, topics: Choices) -> None:
        super().__init__(data)
        self.fields["anbieter"].choices = [("", _("all")), *providers]  # type: ignore[attr-defined]
        self.fields["thema"].choices = [("", _("all")), *topics]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        self.is_valid()
        chosen = self.cleaned_data
        return Wanted(
            text=chosen.get("q", ""),
            state=chosen.get("stand", ""),
            due=chosen.get("faellig", ""),
            provider=int(chosen["anbieter"]) if chosen.get("anbieter") else None,
            topic=chosen.get("thema", ""),
            sort=str(self.data.get("sortierung", ""))[:20],
        )


class BeginForm(forms.Form):
    """How a new offer begins. One of programme, offer, or title with sentence."""

    way = ""
    anbieter = forms.ChoiceField(label=gettext_lazy("Whose offer is it?"))

    def __init__(self, data: Any = None, *, providers: list[tuple[int, str]]) -> None:
        super().__init__(data, auto_id=f"{self.way}_%s")  # three forms stand on one page
        self.fields["anbieter"].choices = providers  # type: ignore[attr-defined]
        if len(providers) == 1:
            self.fields["anbieter"].widget = forms.HiddenInput()
            self.fields["anbieter"].initial = providers[0][0]


class FromProgrammeForm(BeginForm):
    way = "programm"
    programm = forms.ChoiceField(
        label=gettext_lazy("Programme"),
        help_text=gettext_lazy(
            "What is known of it is entered for you. You only choose what is special here."
        ),
    )

    def __init__(self, data: Any = None, *, providers: list[tuple[int, str]], programmes: Choices) -> None:
        super().__init__(data, providers=providers)
        self.fields["programm"].choices = list(programmes)  # type: ignore[attr-defined]


class BlankForm(BeginForm):
    way = "leer"
    titel = Text(label=gettext_lazy("Title"), max_length=160, required=True)
    satz = Text(label=gettext_lazy("In one sentence"), max_length=300, required=True)


class FromOfferForm(forms.Form):
    angebot = forms.ChoiceField(label=gettext_lazy("Offer"))
    termine = forms.BooleanField(
        label=gettext_lazy("Take its dates along into the coming year"), required=False
    )

    def __init__(self, data: Any = None, *, offers: Choices) -> None:
        super().__init__(data)
        self.fields["angebot"].choices = list(offers)  # type: ignore[attr-defined]


RHYTHMS = {
    "": ("", gettext_lazy("only once")),
    "woche": ("FREQ=WEEKLY", gettext_lazy("every week")),
    "zwei-wochen": ("FREQ=WEEKLY;INTERVAL=2", gettext_lazy("every two weeks")),
    "monat": ("FREQ=MONTHLY", gettext_lazy("every month on this day")),
}


class SessionForm(forms.Form):
    """A date, or a series that ends on a day; whoever knows the rule of RFC 5545 may write it."""

    use_required_attribute = False

    tag = DayField(label=gettext_lazy("Day"))
    uhrzeit = forms.TimeField(
        label=gettext_lazy("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minuten = Number(label=gettext_lazy("Duration in minutes"), low=1, high=60 * 24 * 31)
    wiederholung = forms.ChoiceField(
        label=gettext_lazy("Repeats"),
        required=False,
        choices=[(key, label) for key, (_rule, label) in RHYTHMS.items()],
    )
    bis = DayField(
        label=gettext_lazy("Repeats until"),
        required=False,
    )
    regel = forms.CharField(
        label=gettext_lazy("Own rule (RRULE)"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("For unusual rhythms, as in calendars: FREQ=MONTHLY;BYDAY=2TU"),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        day, until = cleaned["tag"], cleaned.get("bis")
        rule = cleaned.get("regel") or RHYTHMS[cleaned.get("wiederholung") or ""][0]
        if rule and not cleaned.get("regel"):
            if until is None or until < day:
                self.add_error("bis", _("Please say until when it repeats."))
                return cleaned
            rule += f";UNTIL={until:%Y%m%d}"
        try:
            cleaned["series"] = Series.parse(
                start=dt.datetime.combine(day, cleaned["uhrzeit"]),
                tzid=ZONE,
                duration_minutes=cleaned.get("minuten"),
                rule=rule,
            )
        except ValidationError as error:
            self.add_error("regel" if cleaned.get("regel") else "tag", error)
        return cleaned


class AvailabilityForm(forms.Form):
    plaetze = forms.ChoiceField(
        label=gettext_lazy("Are places free?"), choices=Availability.choices, widget=forms.RadioSelect
    )


class OfferFileForm(forms.Form):
    """A picture with its description, or a document with its title."""

    datei = UploadField(label=gettext_lazy("File"))
    beschreibung = Text(
        label=gettext_lazy("What is to be seen in the picture?"),
        max_length=300,
        help_text=gettext_lazy("Needed for pictures: it is read out to people who can't see them."),
    )
    titel = Text(label=gettext_lazy("Title of the document"), max_length=200)
    urheber = Text(label=gettext_lazy("Who made the picture?"), max_length=120)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        upload = cleaned.get("datei")
        if upload and self.use == FileUse.PICTURE and not cleaned.get("beschreibung"):
            self.add_error("beschreibung", _("Please describe the picture for people who can't see it."))
        return cleaned

    @property
    def use(self) -> str:
        name = extension_of(self.cleaned_data["datei"].name or "")
        return FileUse.PICTURE if name in PICTURES else FileUse.DOCUMENT

    def as_call(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "content": data["datei"],
            "use": self.use,
            "alt_text": data["beschreibung"],
            "title": data["titel"],
            "credit": data["urheber"],
        }


class CommentForm(forms.Form):
    feld = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("Comment"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReturnForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("What should be improved?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "The provider gets these words by mail, together with your comments on the fields."
        ),
    )


class StepForm(forms.Form):
    """One step of a procedure, with its reason."""

    schritt = forms.CharField(max_length=40)
    was = forms.ChoiceField(choices=[("offer", ""), ("version", "")])
    reason = forms.CharField(required=False, max_length=1000)
