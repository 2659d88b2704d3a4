"""The public form of an organisation that wants to take part, and the office's answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import ratelimit
from umsicht.directory import validators
from umsicht.directory.enums import RegistrationState
from umsicht.directory.interfaces.forms import LEGAL_FORMS, LineField, PhoneField, TextField, WebField, terms
from umsicht.directory.queries.similar import Similar
from umsicht.places.queries.atlas import atlas
from umsicht.tenancy.models import Tenant
from umsicht.ui.public_forms import PublicForm
from umsicht.vocabulary.enums import Scheme


class RegistrationForm(PublicForm):
    """Anybody may send it, at most five times a day from one address."""

    stamp_for = "directory.registration"
    limit = ratelimit.Limit("directory.registration", count=5, seconds=86_400)

    name = LineField(label=gettext_lazy("Name of your organisation"), max_length=200)
    sector = forms.ChoiceField(label=gettext_lazy("What kind of organisation are you?"))
    legal_form = LineField(
        label=gettext_lazy("Legal form"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"list": "rechtsformen"}),
    )
    about = TextField(
        label=gettext_lazy("What do you do, and for whom?"),
        max_length=2000,
        help_text=gettext_lazy("Two or three sentences are enough. You can change them later."),
    )
    street = LineField(
        label=gettext_lazy("Street and number"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
    )
    postal_code = LineField(
        label=gettext_lazy("Postal code"),
        max_length=5,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric"}),
    )
    city = LineField(
        label=gettext_lazy("Town"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )
    area_key = forms.ChoiceField(label=gettext_lazy("City district"), required=False)
    phone = PhoneField(label=gettext_lazy("Telephone"))
    web = WebField(label=gettext_lazy("Website"))
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy(
            "Of the organisation. We send a link to confirm it, and later your access. It will be shown in public."
        ),
    )
    role = LineField(
        label=gettext_lazy("In which role do you write?"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("For example “management” or “project lead”. Please give no name."),
    )
    message = TextField(
        label=gettext_lazy("Anything the office should know?"), max_length=1000, required=False, rows=3
    )

    def __init__(self, *args: Any, tenant: Tenant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sectors = [("", _("please choose")), *terms(Scheme.SECTOR, tenant)]
        self.fields["sector"].choices = sectors  # type: ignore[attr-defined]
        districts = [(place.key, place.name) for place in atlas(tenant).districts]
        if districts:
            choices = [("", _("not known or elsewhere")), *districts]
            self.fields["area_key"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["area_key"]

    @property
    def legal_forms(self) -> tuple[str, ...]:
        return LEGAL_FORMS

    def clean_postal_code(self) -> str:
        code = str(self.cleaned_data["postal_code"])
        if code:
            validators.postal_code_validator(code)
        return code

    def as_call(self) -> dict[str, Any]:
        """Keyword arguments of domain.registrations.register_provider()."""
        quiet = (ratelimit.HONEYPOT, ratelimit.STAMP)
        values = {name: value for name, value in self.cleaned_data.items() if name not in quiet}
        return values | {"website": values.pop("web")}


class RegistrationFilterForm(forms.Form):
    marks_optional = False

    stand = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[("alle", gettext_lazy("all")), *RegistrationState.choices],
        initial=RegistrationState.CONFIRMED,
    )

    def chosen(self) -> str:
        """The state asked for; those that wait when nothing or nonsense was asked, "" for all."""
        if not self.is_bound or "stand" not in self.data or not self.is_valid():
            return RegistrationState.CONFIRMED
        wanted = str(self.cleaned_data["stand"])
        return "" if wanted == "alle" else wanted or RegistrationState.CONFIRMED


class AdmitForm(forms.Form):
    """A new entry, or one of those that are alike."""

    known = forms.TypedChoiceField(
        label=gettext_lazy("Which entry is it?"),
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    answer = TextField(
        label=gettext_lazy("A word of welcome"),
        max_length=1000,
        required=False,
        rows=3,
        help_text=gettext_lazy("Goes by mail to the organisation."),
    )

    def __init__(self, *args: Any, alike: list[Similar], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("a new one")), *((item.pk, self._label(item)) for item in alike)]
        self.fields["known"].choices = choices  # type: ignore[attr-defined]
        if not alike:
            del self.fields["known"]

    def _label(self, item: Similar) -> str:
        reasons = ", ".join(str(reason) for reason in item.reasons)
        return _("%(name)s, known already (%(reasons)s)") % {"name": item.name, "reasons": reasons}


class RefuseForm(forms.Form):
    reason = TextField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        rows=3,
        help_text=gettext_lazy("Goes by mail to the organisation, word for word."),
    )
