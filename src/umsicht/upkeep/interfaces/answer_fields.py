"""The fields with which an answer corrects what stands in an entry."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import money
from umsicht.core.errors import BadInput
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.directory.queries.hours import hours_of
from umsicht.directory.validators import phone_validator
from umsicht.offers.enums import PAYER_FREE, Availability
from umsicht.offers.models import Offer
from umsicht.offers.queries.wording import cost_text
from umsicht.offers.values import MAX_CENTS, Cost, stored
from umsicht.upkeep.enums import FieldGroup
from umsicht.upkeep.interfaces import hours_text, present
from umsicht.upkeep.queries.due import DueOffer

NEW_DATES = (1, 2)
MOST_NOTE = 500
Made = tuple[str, forms.Field]


class AmountField(forms.CharField):
    """Euros as people write them, in cents; empty stands for "on request"."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            cents = int(money.parse(text) * 100)
        except BadInput as error:
            raise ValidationError(error.message) from error
        if cents > MAX_CENTS:
            raise ValidationError(_("This amount is too large."))
        return cents


def offer(item: DueOffer) -> Iterator[Made]:
    """What may be corrected of the groups that are due, and the two other answers."""
    for group in item.groups:
        yield from _GROUP[group](item.offer)
    yield (
        "later",
        forms.BooleanField(label=gettext_lazy("I can't say at present: leave this one out"), required=False),
    )
    yield "ended", forms.BooleanField(label=gettext_lazy("This offer has ended"), required=False)


def contact(record: ContactPoint | Organisation) -> Iterator[Made]:
    phone = forms.CharField(
        label=gettext_lazy("Telephone"),
        max_length=40,
        required=False,
        initial=record.phone,
        validators=[phone_validator],
    )
    phone.widget.input_type = "tel"
    yield "phone", phone
    yield (
        "email",
        forms.EmailField(label=gettext_lazy("E-mail"), max_length=200, required=False, initial=record.email),
    )
    if isinstance(record, ContactPoint):
        yield (
            "hours",
            forms.CharField(
                label=gettext_lazy("Times at which you can be reached"),
                max_length=600,
                required=False,
                initial=hours_text.write(hours_of(record)),
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text=gettext_lazy("One line per time, for example: Mo-Do 9:00-12:00, 13:00-15:00"),
            ),
        )


def _availability(offer: Offer) -> Iterator[Made]:
    yield (
        "availability",
        forms.ChoiceField(
            label=gettext_lazy("Free places"),
            choices=Availability.choices,
            initial=offer.availability,
            required=False,
        ),
    )


def _dates(offer: Offer) -> Iterator[Made]:
    sessions = list(offer.sessions.all())
    if sessions:
        yield (
            "gone",
            forms.MultipleChoiceField(
                label=gettext_lazy("These dates no longer take place"),
                choices=[(str(row.pk), present.session_text(row)) for row in sessions],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            ),
        )
    for number in NEW_DATES:
        yield (
            f"day{number}",
            forms.DateField(
                label=_("New date %(number)s: day") % {"number": number},
                required=False,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            ),
        )
        yield (
            f"time{number}",
            forms.TimeField(
                label=_("New date %(number)s: time") % {"number": number},
                required=False,
                widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            ),
        )


def _costs(offer: Offer) -> Iterator[Made]:
    for number, cost in enumerate(stored(Cost, offer.costs)):
        price = cost_text(cost)
        if cost.payer != PAYER_FREE:
            euros = "" if cost.amount_cents is None else f"{cost.amount_cents / 100:.2f}".replace(".", ",")
            amount = AmountField(
                label=_("Amount in euros (now: %(price)s)") % {"price": price},
                required=False,
                max_length=20,
                initial=euros,
                help_text=gettext_lazy("Empty: on request"),
            )
            amount.widget.attrs["inputmode"] = "decimal"
            yield f"amount{number}", amount


def _concept(offer: Offer) -> Iterator[Made]:
    yield (
        "wrong",
        forms.CharField(
            label=gettext_lazy("What is wrong with the description or the target group?"),
            required=False,
            max_length=MOST_NOTE,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=gettext_lazy("The office reads this and changes the text with you."),
        ),
    )


_GROUP: dict[str, Callable[[Offer], Iterator[Made]]] = {
    FieldGroup.AVAILABILITY.value: _availability,
    FieldGroup.DATES.value: _dates,
    FieldGroup.PRICE_CONTACT.value: _costs,
    FieldGroup.CONCEPT.value: _concept,
}
