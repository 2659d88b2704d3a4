"""The steps of the guided form. Each is a plain form over some fields of an offer and can be saved alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.offers.enums import Origin, PlaceMode
from umsicht.offers.interfaces.fields import (
    NOTHING,
    Codes,
    Lines,
    LongText,
    Number,
    One,
    Text,
)
from umsicht.offers.models import Offer
from umsicht.offers.queries.working import plain
from umsicht.offers.validators import TERM_FIELDS, TERM_LISTS
from umsicht.places.queries.atlas import atlas
from umsicht.vocabulary.queries.catalogue import Catalogue, catalogue

HOME_GROWN = "eigenes-angebot"


@dataclass(frozen=True)
class Around:
    """What the forms choose from: contact points of the provider and programmes, as (id, name)."""

    points: list[tuple[int, str]]
    programmes: list[tuple[int, str]]


class StepForm(forms.Form):
    """`names`: the offer's fields it sets. Nothing but the title is required while it is a draft."""

    names: ClassVar[tuple[str, ...]] = ()
    use_required_attribute = False

    def __init__(self, data: Any = None, *, offer: Offer, around: Around) -> None:
        self.offer, self.around = offer, around
        super().__init__(data, initial={name: plain(offer, name) for name in self.names})
        self.prepare(catalogue(offer.tenant))

    def prepare(self, words: Catalogue) -> None:
        for name, scheme in TERM_LISTS.items():
            if name in self.fields:
                held = set(getattr(self.offer, name))
                current = words.choices(scheme)
                ended = held - {code for code, _label in current}
                self.fields[name].choices = [*current, *((code, words.label(scheme, code)) for code in ended)]  # type: ignore[attr-defined]
        for name, scheme in TERM_FIELDS.items():
            if name in self.fields:
                self.fields[name].choices = [*NOTHING, *words.choices(scheme)]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What was entered rightly, by the offer's fields; what has errors is left out."""
        return {name: self.cleaned_data[name] for name in self.names if name in self.cleaned_data}

    @cached_property
    def shown_names(self) -> list[str]:
        return [bound.name for bound in self.visible_fields()]


class What(StepForm):
    names = (
        "title", "summary", "programme", "fidelity", "problem_fields", "topics", "audiences", "formats", "age_from",
        "age_to", "grade_from", "grade_to", "school_types",
    )  # fmt: skip

    title = Text(label=gettext_lazy("Title"), max_length=160, required=True)
    summary = Text(
        label=gettext_lazy("In one sentence"),
        max_length=300,
        required=True,
        help_text=gettext_lazy("What do people get here? This sentence stands in every list."),
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
    )
    programme = One(
        label=gettext_lazy("Programme"),
        help_text=gettext_lazy(
            "Only if you deliver one of these programmes. What is known of its effect is then shown."
        ),
    )
    fidelity = One(label=gettext_lazy("How closely do you follow the programme?"))
    problem_fields = Codes(label=gettext_lazy("What is it about?"), needed=True)
    topics = Codes(label=gettext_lazy("Further topics"))
    audiences = Codes(label=gettext_lazy("Who is it for?"), needed=True)
    formats = Codes(label=gettext_lazy("In which form?"), needed=True)
    age_from = Number(label=gettext_lazy("Age from"), high=120)
    age_to = Number(label=gettext_lazy("Age to"), high=120)
    grade_from = Number(label=gettext_lazy("Grade from"), low=1, high=13)
    grade_to = Number(label=gettext_lazy("Grade to"), low=1, high=13)
    school_types = Codes(label=gettext_lazy("School types"))

    def prepare(self, words: Catalogue) -> None:
        super().prepare(words)
        self.fields["programme"].choices = [("", _("no programme, our own offer")), *self.around.programmes]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for low, high in (("age_from", "age_to"), ("grade_from", "grade_to")):
            if (
                cleaned.get(low) is not None
                and cleaned.get(high) is not None
                and cleaned[high] < cleaned[low]
            ):
                self.add_error(high, _("The upper end lies below the lower one."))
        return cleaned

    def values(self) -> dict[str, Any]:
        found = super().values()
        if "programme" in found:
            pk = int(found["programme"]) if found["programme"] else None
            found["programme"] = pk
            found["origin"] = Origin.PROGRAMME.value if pk else Origin.HOME_GROWN.value
        if not found.get("programme") and "programme" in found:
            found["fidelity"] = HOME_GROWN
        elif not found.get("fidelity"):
            found.pop("fidelity", None)
        return found


class Content(StepForm):
    names = (
        "description", "what_happens", "good_to_know", "eligibility", "preparation", "settings", "languages",
        "accessibility", "level", "factors",
    )  # fmt: skip

    description = LongText(
        label=gettext_lazy("Description"),
        most=5000,
        rows=9,
        needed=True,
        help_text=gettext_lazy(
            "Short sentences, as you would tell it to a parent. A blank line begins a new paragraph."
        ),
    )
    what_happens = Lines(
        label=gettext_lazy("What happens, step by step"), help_text=gettext_lazy("One step per line.")
    )
    good_to_know = Lines(label=gettext_lazy("Good to know"), help_text=gettext_lazy("One sentence per line."))
    eligibility = Text(label=gettext_lazy("Who may come"), max_length=400)
    preparation = Text(label=gettext_lazy("What has to be prepared"), max_length=400)
    settings = Codes(label=gettext_lazy("Where in life does it belong?"))
    languages = Codes(label=gettext_lazy("Languages"))
    accessibility = Codes(label=gettext_lazy("Accessibility"))
    level = One(label=gettext_lazy("Level of prevention"))
    factors = Codes(label=gettext_lazy("Risk and protective factors"))


class Place(StepForm):
    names = ("place_modes", "venue", "area_key", "radius_km")

    place_modes = Codes(
        label=gettext_lazy("Where does it take place?"), needed=True, choices=PlaceMode.choices
    )
    venue = Text(
        label=gettext_lazy("Venue"),
        max_length=200,
        help_text=gettext_lazy("Only if it has a place of its own."),
    )
    area_key = One(label=gettext_lazy("City district"))
    radius_km = Number(label=gettext_lazy("You come within how many kilometres?"), low=1, high=500)

    def prepare(self, words: Catalogue) -> None:
        super().prepare(words)
        places = [(place.key, place.name) for place in atlas(self.offer.tenant).districts]
        held = self.offer.area_key
        if held and held not in dict(places):
            places.append((held, self.offer.area_name or held))
        self.fields["area_key"].choices = [("", _("the whole town")), *places]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """A new district moves the offer to its middle; without one it stands where its contact point is."""
        found = super().values()
        if "area_key" not in found or found["area_key"] == self.offer.area_key:
            return found
        place = atlas(self.offer.tenant).district(found["area_key"])
        point = self.offer.contact_point
        spot = (place.lat, place.lon) if place else (point.lat, point.lon) if point else (None, None)
        return found | {"area_name": place.name if place else "", "lat": spot[0], "lon": spot[1]}


class Contact(StepForm):
    names = ("contact_point", "contact_role")

    contact_point = One(label=gettext_lazy("Who can be asked?"), radio=True)
    contact_role = Text(
        label=gettext_lazy("Function of whoever answers"),
        max_length=120,
        help_text=gettext_lazy("For example: school social work. Please name no persons."),
    )

    def prepare(self, words: Catalogue) -> None:
        self.fields["contact_point"].choices = [*self.around.points, ("", _("the provider itself"))]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        found = super().values()
        if "contact_point" in found:
            found["contact_point"] = int(found["contact_point"]) if found["contact_point"] else None
        return found
