"""The form of a contact point. Its position comes from the district chosen, unless an exact one is given."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.directory import validators
from umsicht.directory.enums import ContactPointKind
from umsicht.directory.interfaces.forms import LineField, PhoneField, WebField, in_stored_order, terms
from umsicht.directory.models import ContactPoint
from umsicht.places.enums import AreaKind
from umsicht.places.queries.areas import point_in_area
from umsicht.places.queries.atlas import atlas
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme


class DegreeField(forms.CharField):
    """ "50,8323" or "50.8323"; cleans to a number or None."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(required=False, max_length=20, **kwargs)

    def clean(self, value: Any) -> float | None:
        typed = str(super().clean(value) or "").strip().replace(",", ".")
        if not typed:
            return None
        try:
            return float(typed)
        except ValueError:
            raise ValidationError(_("A position is a number such as 50.8323."), code="number") from None


class ContactPointForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=ContactPointKind.choices, initial=ContactPointKind.OFFICE
    )
    name = LineField(label=gettext_lazy("Name of the place"), max_length=200)
    role = LineField(
        label=gettext_lazy("Who answers"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("A role such as “youth office, addiction prevention”. No names of persons."),
    )
    street = LineField(label=gettext_lazy("Street and number"), max_length=150, required=False)
    postal_code = LineField(
        label=gettext_lazy("Postal code"),
        max_length=5,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    city = LineField(label=gettext_lazy("Town"), max_length=100, required=False)
    detail = LineField(
        label=gettext_lazy("How to find it"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Entrance, floor, bell. Or why the address is kept secret."),
    )
    area_key = forms.ChoiceField(label=gettext_lazy("City district"), required=False)
    lat = DegreeField(label=gettext_lazy("Latitude"))
    lon = DegreeField(label=gettext_lazy("Longitude"))
    off_map = forms.BooleanField(
        label=gettext_lazy("show no position, for example because the address is secret"), required=False
    )
    phone = PhoneField(label=gettext_lazy("Telephone"))
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False, max_length=254)
    website = WebField(label=gettext_lazy("Website"))
    closed_on_holidays = forms.BooleanField(
        label=gettext_lazy("closed on public holidays"), required=False, initial=True
    )
    hours_note = LineField(
        label=gettext_lazy("Note on the hours"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("For example “by appointment” or “closed in the school holidays”."),
    )
    accessibility = forms.MultipleChoiceField(
        label=gettext_lazy("Accessibility"), required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages spoken there"), required=False, widget=forms.CheckboxSelectMultiple
    )
    is_public = forms.BooleanField(label=gettext_lazy("show in public"), required=False, initial=True)
    PLACE = ("street", "postal_code", "city", "detail", "area_key")
    POSITION = ("lat", "lon", "off_map")

    def __init__(self, *args: Any, tenant: Tenant, held: ContactPoint | None = None, **kwargs: Any) -> None:
        self.tenant, self.held = tenant, held
        if held is not None:
            kwargs["initial"] = self._stored(held) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        for name, scheme in (("accessibility", Scheme.ACCESSIBILITY), ("languages", Scheme.LANGUAGE)):
            self._choose(name, terms(scheme, tenant, getattr(held, name, ())))
        districts = [(place.key, place.name) for place in atlas(tenant).districts]
        if districts:
            self._choose("area_key", [("", _("not known or elsewhere")), *districts])
        else:
            del self.fields["area_key"]

    def _stored(self, held: ContactPoint) -> dict[str, Any]:
        stored = {name: getattr(held, name) for name in self.base_fields if hasattr(held, name)}
        for name in ("lat", "lon"):
            stored[name] = "" if stored[name] is None else str(stored[name]).replace(".", ",")
        return stored | {"off_map": held.lat is None and held.pk is not None and bool(held.detail)}

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_postal_code(self) -> str:
        code = str(self.cleaned_data["postal_code"])
        if code:
            validators.postal_code_validator(code)
        return code

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        try:
            validators.position_validator(cleaned.get("lat"), cleaned.get("lon"))
        except ValidationError as error:
            self.add_error("lat", error)
        return cleaned

    def values(self) -> dict[str, Any]:
        """What the domain function takes, position and name of the district worked out."""
        values = dict(self.cleaned_data)
        for name in ("accessibility", "languages"):
            values[name] = in_stored_order(values[name], getattr(self.held, name, None))
        off_map, key = values.pop("off_map"), values.pop("area_key", "")
        if off_map:
            return values | self._area(key) | {"lat": None, "lon": None}
        lat, lon = values["lat"], values["lon"]
        moved = self.held is not None and key and key != self.held.area_key
        untouched = self.held is not None and (lat, lon) == (self.held.lat, self.held.lon)
        if lat is None or (moved and untouched):
            return values | self._area(key) | self._middle(key)
        return values | self._area(key or self._district_at(lat, lon))

    def _area(self, key: str) -> dict[str, Any]:
        place = atlas(self.tenant).district(key) if key else None
        return {"area_key": place.key if place else "", "area_name": place.name if place else ""}

    def _middle(self, key: str) -> dict[str, Any]:
        """The middle of the district; of the town where it has no districts or the address lies in it."""
        known, city = atlas(self.tenant), str(self.cleaned_data.get("city", ""))
        place = known.district(key) if key else known.by_name(city or self.tenant.name)
        return {"lat": round(place.lat, 5) if place else None, "lon": round(place.lon, 5) if place else None}

    def _district_at(self, lat: float, lon: float) -> str:
        if "area_key" not in self.fields:
            return ""
        found = point_in_area(lat, lon, AreaKind.CITY_DISTRICT, self.tenant.key)
        return found.key if found else ""
