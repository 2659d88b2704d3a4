"""Forms of the desk: filters, notes, one more provider, words that are checked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from umsicht.enquiries.enums import ShownState
from umsicht.enquiries.queries.desk import SORTS, Wanted

SHOWS = [
    ("open", _("open")),
    ("overdue", _("overdue")),
    ("agreed", _("agreed")),
    ("ended", _("ended")),
    ("", _("all")),
]


class FilterForm(forms.Form):
    """The list's filter. Nonsense in an address gives the open ones."""

    marks_optional = False
    stand = forms.ChoiceField(label=_("State"), choices=SHOWS, required=False, initial="open")
    anbieter = forms.TypedChoiceField(label=_("Provider"), required=False, coerce=int, empty_value=None)
    thema = forms.ChoiceField(label=_("Topic"), required=False)
    sortierung = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any,
        *,
        providers: Iterable[tuple[int, str]],
        topics: Iterable[tuple[str, str]],
    ) -> None:
        super().__init__(data or None)
        fields: dict[str, Any] = self.fields
        providers, topics = list(providers), list(topics)
        fields["anbieter"].choices = [("", _("all")), *providers]
        fields["thema"].choices = [("", _("all")), *topics]
        if len(providers) < 2:
            del self.fields["anbieter"]
        if not topics:
            del self.fields["thema"]

    def wanted(self) -> Wanted:
        if not self.is_bound:
            return Wanted()
        self.is_valid()
        data = self.cleaned_data
        sort = data.get("sortierung", "")
        known = sort.removeprefix("-") in SORTS
        return Wanted(
            show=data["stand"] if "stand" in data and "stand" in self.data else "open",
            provider=data.get("anbieter"),
            topic=data.get("thema", ""),
            sort=sort if known else "-eingang",
        )


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Note to the enquirer"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Goes out by mail and stands on the enquirer's page."),
    )


class AddProviderForm(forms.Form):
    """An offer by its address on the portal: found by searching there, copied from the address line."""

    offer = forms.CharField(
        label=_("Address of an offer"),
        max_length=300,
        help_text=_("Search on the portal and copy the address of the offer's page."),
    )

    def slug(self) -> str:
        return str(self.cleaned_data["offer"]).split("?")[0].split("#")[0].rstrip("/").rsplit("/", 1)[-1]


class ExperienceFilterForm(forms.Form):
    marks_optional = False
    stand = forms.ChoiceField(label=_("State"), choices=[("", _("all")), *ShownState.choices], required=False)

    def chosen(self) -> str:
        return self.cleaned_data["stand"] if self.is_bound and self.is_valid() else ""


class CommentForm(forms.Form):
    text = forms.CharField(
        label=_("Your reply"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The office reads it before it is shown."),
    )
