"""Forms about who keeps an organisation, and about handing it over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.directory.enums import HandOverKind
from umsicht.directory.interfaces.forms import LineField
from umsicht.tenancy.models import Tenant

PARTS = [
    ("helper", gettext_lazy("helps: keeps texts, offers and dates")),
    ("main", gettext_lazy("main person: also brings in helpers and hands over")),
]


class InviteKeeperForm(forms.Form):
    """`office` may also name a main person."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    part = forms.ChoiceField(
        label=gettext_lazy("What for"), choices=PARTS, initial="helper", widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, office: bool, main_first: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not office:
            del self.fields["part"]
        elif main_first:
            self.fields["part"].initial = "main"

    @property
    def is_delegate(self) -> bool:
        return self.cleaned_data.get("part", "helper") == "helper"


class HandOverForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("To whom"), choices=HandOverKind.choices, widget=forms.RadioSelect
    )
    to_email = forms.EmailField(
        label=gettext_lazy("E-mail of the person"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Only if it goes to another person."),
    )
    to_tenant = forms.TypedChoiceField(
        label=gettext_lazy("Municipality"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=gettext_lazy("Only if it goes to another municipality."),
    )
    stays_helper = forms.BooleanField(
        label=gettext_lazy("I stay as a helper when another person takes over"), required=False
    )
    message = LineField(
        label=gettext_lazy("Message to the other side"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, tenants: list[Tenant], office: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tenants = {tenant.pk: tenant for tenant in tenants}
        choices = [("", _("please choose")), *((tenant.pk, tenant.name) for tenant in tenants)]
        self.fields["to_tenant"].choices = choices  # type: ignore[attr-defined]
        if office:
            del self.fields["stays_helper"]
        if not tenants:
            del self.fields["to_tenant"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        kind = cleaned.get("kind")
        if kind == HandOverKind.PERSON and not cleaned.get("to_email") and "to_email" not in self.errors:
            self.add_error("to_email", _("Please give the address of the person."))
        if kind == HandOverKind.MUNICIPALITY and not cleaned.get("to_tenant"):
            self.add_error(
                "to_tenant" if "to_tenant" in self.fields else None, _("Please choose the municipality.")
            )
        return cleaned

    def as_call(self) -> dict[str, Any]:
        """Keyword arguments of domain.handovers.propose_handover()."""
        values = dict(self.cleaned_data)
        return values | {"to_tenant": self.tenants.get(values.get("to_tenant") or 0)}
