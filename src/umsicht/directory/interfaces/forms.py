"""Forms about organisations at the desk. They only shape input; the domain functions check it for good."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import text
from umsicht.directory import validators
from umsicht.directory.models import Organisation
from umsicht.directory.queries.desk import Wanted
from umsicht.places.queries.atlas import atlas
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue

STATES = [
    ("", gettext_lazy("all open ones")),
    ("oeffentlich", gettext_lazy("public")),
    ("verborgen", gettext_lazy("not public")),
    ("geschlossen", gettext_lazy("no longer taking part")),
]
KINDS = [
    ("", gettext_lazy("all")),
    ("anbieter", gettext_lazy("providers of prevention")),
    ("ohne-angebote", gettext_lazy("other bodies of the network")),
]
LEGAL_FORMS = (
    "eingetragener Verein", "gemeinnützige GmbH", "Stiftung", "Körperschaft des öffentlichen Rechts", "kommunal",
    "Landesbehörde", "Bundesbehörde", "GmbH", "Gesellschaft bürgerlichen Rechts", "Kirche oder Religionsgemeinschaft",
    "Einzelunternehmen",
)  # fmt: skip


def terms(scheme: Scheme, tenant: Tenant, held: Any = ()) -> list[tuple[str, str]]:
    """The vocabulary as choices; what is stored already stays a choice even if its term has ended."""
    words = catalogue(tenant)
    found = dict(words.choices(scheme))
    for code in held or ():
        found.setdefault(code, words.label(scheme, code))
    return list(found.items())


def in_stored_order(chosen: list[str], held: list[str] | None) -> list[str]:
    """The same codes in another order are no change."""
    return list(held) if held is not None and sorted(chosen) == sorted(held) else chosen


class LineField(forms.CharField):
    """One line without control characters."""

    def clean(self, value: Any) -> str:
        return text.one_line(str(super().clean(value) or ""))


class TextField(forms.CharField):
    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def clean(self, value: Any) -> str:
        return text.clean(str(super().clean(value) or ""))


class WebField(forms.CharField):
    """A web address; "www.example.org" is understood."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.URLInput(attrs={"autocomplete": "url"}))
        super().__init__(max_length=300, required=False, **kwargs)

    def clean(self, value: Any) -> str:
        found = text.one_line(str(super().clean(value) or ""))
        if found and "://" not in found:
            found = f"https://{found}"
        if found:
            validators.website_validator(found)
        return found


class PhoneField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}))
        super().__init__(max_length=40, required=False, **kwargs)

    def clean(self, value: Any) -> str:
        found = text.one_line(str(super().clean(value) or ""))
        if found:
            validators.phone_validator(found)
        return found


class OrganisationFilterForm(forms.Form):
    """All parts are optional; an unknown value counts as none, so that no address gives an error."""

    marks_optional = False

    q = forms.CharField(label=gettext_lazy("Name, place or contact"), required=False, max_length=100)
    bereich = forms.ChoiceField(label=gettext_lazy("Sector"), required=False)
    art = forms.ChoiceField(label=gettext_lazy("Kind"), required=False, choices=KINDS)
    stand = forms.ChoiceField(label=gettext_lazy("State"), required=False, choices=STATES)
    luecken = forms.BooleanField(label=gettext_lazy("only incomplete ones"), required=False)

    def __init__(self, *args: Any, tenant: Tenant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("all sectors")), *terms(Scheme.SECTOR, tenant)]
        self.fields["bereich"].choices = choices  # type: ignore[attr-defined]

    def wanted(self, sort: str = "") -> Wanted:
        self.is_valid()
        given = self.cleaned_data
        return Wanted(
            text=given.get("q", ""),
            sector=given.get("bereich", ""),
            kind=given.get("art", ""),
            state=given.get("stand", ""),
            incomplete=bool(given.get("luecken")),
            sort=sort or "name",
        )


class OrganisationForm(forms.Form):
    """What a reader learns of an organisation. `office` adds what only the office decides."""

    name = LineField(label=gettext_lazy("Name"), max_length=200)
    sector = forms.ChoiceField(label=gettext_lazy("Sector"))
    legal_form = LineField(
        label=gettext_lazy("Legal form"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"list": "rechtsformen"}),
        help_text=gettext_lazy("For example “eingetragener Verein”, “gemeinnützige GmbH” or “kommunal”."),
    )
    about = TextField(
        label=gettext_lazy("What it does, and for whom"),
        max_length=2000,
        required=False,
        help_text=gettext_lazy("Two or three sentences in plain words. The first one stands in lists."),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        max_length=254,
        help_text=gettext_lazy("Of the organisation, not of a person. It is shown in public."),
    )
    phone = PhoneField(label=gettext_lazy("Telephone"))
    website = WebField(label=gettext_lazy("Website"))
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages it advises in"), required=False, widget=forms.CheckboxSelectMultiple
    )
    areas_served = forms.MultipleChoiceField(
        label=gettext_lazy("Where it works"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Leave everything empty if it works in the whole area."),
    )
    is_provider = forms.BooleanField(
        label=gettext_lazy("offers prevention and stands in the list of providers"), required=False
    )
    source = LineField(label=gettext_lazy("Where the entry comes from"), max_length=200, required=False)
    OFFICE_ONLY = ("is_provider", "source")
    LONG = ("languages", "areas_served")

    def __init__(
        self, *args: Any, tenant: Tenant, held: Organisation | None = None, office: bool = True, **kwargs: Any
    ) -> None:
        if held is not None:
            kwargs["initial"] = {n: getattr(held, n) for n in self.base_fields} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.held = held
        sectors = terms(Scheme.SECTOR, tenant, [held.sector] if held else ())
        languages = terms(Scheme.LANGUAGE, tenant, held.languages if held else ())
        self._choose("sector", [("", _("please choose")), *sectors])
        self._choose("languages", languages)
        self._choose("areas_served", self._areas(tenant, held))
        if not office:
            for name in self.OFFICE_ONLY:
                del self.fields[name]
        if not self.fields["areas_served"].choices:  # type: ignore[attr-defined]
            del self.fields["areas_served"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name in self.LONG:
            if name in cleaned:
                cleaned[name] = in_stored_order(cleaned[name], getattr(self.held, name, None))
        return cleaned

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _areas(self, tenant: Tenant, held: Organisation | None) -> list[tuple[str, str]]:
        known = atlas(tenant)
        found = {place.key: place.name for place in (*known.districts, *known.neighbours)}
        for key in held.areas_served if held else ():
            found.setdefault(key, key)
        return list(found.items())

    @property
    def legal_forms(self) -> tuple[str, ...]:
        """Suggestions for the legal form; other words may be typed."""
        return LEGAL_FORMS

    def facts(self) -> dict[str, Any]:
        """What similar entries are looked for with."""
        return {name: self.cleaned_data.get(name, "") for name in ("name", "phone", "email", "website")}


BULK = [
    ("zeigen", gettext_lazy("show in public")),
    ("verbergen", gettext_lazy("hide")),
    ("bereich", gettext_lazy("set the sector")),
    ("schliessen", gettext_lazy("close")),
]


class BulkForm(forms.Form):
    """One thing done to all chosen organisations."""

    marks_optional = False

    aktion = forms.ChoiceField(
        label=gettext_lazy("What to do"), choices=[("", gettext_lazy("please choose")), *BULK]
    )
    sector = forms.ChoiceField(label=gettext_lazy("Sector"), required=False)
    reason = LineField(label=gettext_lazy("Reason"), max_length=300, required=False)
    id = forms.TypedMultipleChoiceField(coerce=int, widget=forms.MultipleHiddenInput)

    def __init__(self, *args: Any, tenant: Tenant, ids: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sectors = [("", _("please choose")), *terms(Scheme.SECTOR, tenant)]
        self.fields["sector"].choices = sectors  # type: ignore[attr-defined]
        self.fields["id"].choices = [(pk, pk) for pk in ids]  # type: ignore[attr-defined]
        self.fields["id"].error_messages["required"] = _("Please choose at least one organisation.")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        action = cleaned.get("aktion")
        if action in {"verbergen", "schliessen"} and not cleaned.get("reason"):
            self.add_error("reason", _("Please give a reason."))
        if action == "bereich" and not cleaned.get("sector"):
            self.add_error("sector", _("Please choose the sector."))
        return cleaned

    def as_call(self) -> dict[str, str]:
        """Keyword arguments of domain.bulk.act_on_many() beside the organisations."""
        given = self.cleaned_data
        return {"action": given["aktion"], "sector": given["sector"], "reason": given["reason"]}


class ReasonForm(forms.Form):
    reason = LineField(label=gettext_lazy("Reason"), max_length=300)


class MergeForm(forms.Form):
    """Into which entry a duplicate goes."""

    into = forms.TypedChoiceField(label=gettext_lazy("Keep this entry"), coerce=int)
    reason = LineField(label=gettext_lazy("Reason"), max_length=300, initial=gettext_lazy("entered twice"))

    def __init__(self, *args: Any, choices: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [("", _("please choose")), *choices]  # type: ignore[attr-defined]
