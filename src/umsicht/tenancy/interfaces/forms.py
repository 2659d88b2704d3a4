"""Forms of the desk's base: members, invitations, settings, tenants, groups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from umsicht.core import clock
from umsicht.tenancy.enums import Role, TenantKind, TextKey, TextLanguage
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.directory import by_slugs
from umsicht.tenancy.validators import (
    MAX_EMERGENCY_NUMBERS,
    TEXT_LENGTH,
    accent_validator,
    deep_accent_validator,
    phone_problem,
    slug_validator,
)
from umsicht.ui.fields import DayField

Choices = Sequence[tuple[Any, Any]]
MEMBER_STATES = (("running", _("at present")), ("ended", _("ended")), ("all", _("all")))


class MemberFilterForm(forms.Form):
    """All parts are optional; an unknown value counts as none, so that no address gives an error."""

    marks_optional = False

    q = forms.CharField(label=_("Name or e-mail"), required=False, max_length=100)
    rolle = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("all roles")), *Role.choices])
    stand = forms.ChoiceField(label=_("State"), required=False, choices=MEMBER_STATES)
    sortierung = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def chosen(self) -> dict[str, str]:
        """Keyword arguments of queries.memberships.filtered()."""
        self.is_valid()
        return {
            "text": self.cleaned_data.get("q", ""),
            "role": self.cleaned_data.get("rolle", ""),
            "state": self.cleaned_data.get("stand") or "running",
            "sort": self.cleaned_data.get("sortierung", ""),
        }


class RoleForm(forms.Form):
    """A role, and for providers the organisation. `organisations` are pairs of id and name of this tenant."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    organisation_id = forms.TypedChoiceField(
        label=_("Organisation"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Only for providers: for whom does this person speak?"),
    )

    def __init__(self, *args: Any, organisations: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation_id"]
        field.choices = [("", _("no organisation")), *organisations]  # type: ignore[attr-defined]
        if not organisations:
            del self.fields["organisation_id"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("role") != Role.PROVIDER:
            cleaned["organisation_id"] = None
        elif "organisation_id" in self.fields and cleaned.get("organisation_id") is None:
            self.add_error("organisation_id", _("Please choose the organisation."))
        cleaned.setdefault("organisation_id", None)
        return cleaned


class InviteForm(RoleForm):
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    field_order = ("email", "role", "organisation_id")


class ChangeRoleForm(RoleForm):
    reason = forms.CharField(label=_("Reason"), required=False, max_length=500)


class EndForm(forms.Form):
    """Ends at once when no day is given."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, help_text=_("Stays in the log of your office.")
    )
    last_day = DayField(
        label=_("Last day"),
        required=False,
        help_text=_("Leave empty to end the role now."),
    )

    def clean_last_day(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["last_day"]
        if day is not None and day < clock.today():
            raise ValidationError(_("This day lies in the past."))
        return day


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=500, help_text=_("Stays in the log of your office.")
    )


class ColourField(forms.CharField):
    """#0B5058 and #0b5058 are the same colour."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").lower()


class AppearanceForm(forms.Form):
    marks_optional = False

    portal_name = forms.CharField(
        label=_("Name of the portal"),
        required=False,
        max_length=120,
        help_text=_("For example: Prävention Chemnitz"),
    )
    portal_by = forms.CharField(
        label=_("Who is behind it"),
        required=False,
        max_length=120,
        help_text=_("For example: Stadt Chemnitz"),
    )
    accent = ColourField(
        label=_("Colour of links and buttons"),
        required=False,
        max_length=7,
        validators=[accent_validator],
        help_text=_("Like #0b5058. On white it needs a contrast of at least 7 to 1."),
    )
    accent_deep = ColourField(
        label=_("Dark colour of bars"),
        required=False,
        max_length=7,
        validators=[deep_accent_validator],
        help_text=_("Like #083d44. On white it needs a contrast of at least 10 to 1."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and bool(cleaned["accent"]) != bool(cleaned["accent_deep"]):
            self.add_error("accent_deep", _("Please choose both colours, or leave both empty."))
        return cleaned


class TextsForm(forms.Form):
    """One field per text and language, named "<key>_<language>"."""

    marks_optional = False

    def __init__(self, *args: Any, tenant: Tenant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in TextKey:
            for language in TextLanguage:
                self.fields[f"{key}_{language}"] = forms.CharField(
                    label=f"{key.label} ({language.label})",
                    required=False,
                    max_length=TEXT_LENGTH,
                    initial=tenant.texts.get(key, {}).get(language, ""),
                    widget=forms.Textarea(
                        attrs={"rows": 5, **({} if language == "ls" else {"lang": language})}
                    ),
                )

    def texts(self) -> dict[str, dict[str, str]]:
        return {
            key.value: {language.value: self.cleaned_data[f"{key}_{language}"] for language in TextLanguage}
            for key in TextKey
        }


class EmergencyForm(forms.Form):
    marks_optional = False

    number = forms.CharField(label=_("Number"), required=False, max_length=30)
    label = forms.CharField(label=_("Whom it reaches"), required=False, max_length=80)

    def clean_number(self) -> str:
        number = str(self.cleaned_data["number"])
        problem = phone_problem(number) if number else None
        if problem is not None:
            raise problem
        return number

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and bool(cleaned["number"]) != bool(cleaned["label"]):
            self.add_error("label" if cleaned["number"] else "number", _("Both are needed."))
        return cleaned


EmergencyFormSet = forms.formset_factory(
    EmergencyForm,
    extra=3,
    max_num=MAX_EMERGENCY_NUMBERS,
    validate_max=True,
    absolute_max=MAX_EMERGENCY_NUMBERS + 10,
)


class TenantFilterForm(forms.Form):
    marks_optional = False

    q = forms.CharField(label=_("Name or official key"), required=False, max_length=100)
    art = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("all"))] + [choice for choice in TenantKind.choices if choice[0] != TenantKind.STATE],
    )
    kreis = forms.ChoiceField(label=_("District"), required=False)
    stand = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=(
            ("", _("all")),
            ("active", _("takes part")),
            ("inactive", _("does not take part")),
            ("without", _("takes part without coordinator")),
        ),
    )

    def __init__(self, *args: Any, districts: Sequence[Tenant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("all")), *((district.slug, district.name) for district in districts)]
        self.fields["kreis"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, str]:
        """Keyword arguments of queries.directory.TenantFilter."""
        self.is_valid()
        names = {"q": "text", "art": "kind", "kreis": "district", "stand": "state"}
        return {name: self.cleaned_data.get(field, "") for field, name in names.items()}


class GroupForm(forms.Form):
    """Members are named by their addresses, one a line: there are hundreds to choose from, also without scripts."""

    name = forms.CharField(label=_("Name"), min_length=2, max_length=150)
    slug = forms.CharField(
        label=_("Address"),
        max_length=60,
        validators=[slug_validator],
        help_text=_("Small letters and hyphens."),
    )
    members = forms.CharField(
        label=_("Members"),
        required=False,
        help_text=_("The last part of each portal's address, one a line. For example: chemnitz"),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean_members(self) -> list[Tenant]:
        slugs = list(dict.fromkeys(self.cleaned_data["members"].replace(",", " ").lower().split()))
        found = by_slugs(slugs)
        unknown = [slug for slug in slugs if slug not in {tenant.slug for tenant in found}]
        if unknown:
            raise ValidationError(
                _("Not known: %(slugs)s."), code="unknown", params={"slugs": ", ".join(unknown[:5])[:200]}
            )
        return found
