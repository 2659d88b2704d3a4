"""Forms about saved searches."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from umsicht.core import ratelimit
from umsicht.demand.enums import Frequency
from umsicht.ui.public_forms import PublicForm

NEW, CHANGED = "new", "changed"
_WHAT = [(NEW, _("new offers")), (CHANGED, _("new offers and changes in those I know"))]


def _email(help_text: object) -> forms.EmailField:
    return forms.EmailField(
        label=_("Your e-mail address"),
        max_length=200,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=help_text,  # type: ignore[arg-type]  # lazily translated
    )


class SearchSettings(forms.Form):
    """How often and what; for the page of the own searches."""

    frequency = forms.ChoiceField(
        label=_("How often?"), choices=[(Frequency.DAILY, _("daily")), (Frequency.WEEKLY, _("on Mondays"))]
    )
    what = forms.ChoiceField(
        label=_("About what?"), choices=[(NEW, _("new offers")), (CHANGED, _("new and changed ones"))]
    )


class SaveSearchForm(PublicForm):
    """Save a search. Anybody may, at most ten times an hour from one place."""

    stamp_for = "demand.save"
    limit = ratelimit.Limit("demand.save", count=10, seconds=3600)

    email = _email(_("Used for these mails only, and deleted with your last saved search."))
    frequency = forms.ChoiceField(
        label=_("How often?"),
        choices=Frequency.choices,
        widget=forms.RadioSelect,
        initial=Frequency.DAILY.value,
    )
    what = forms.ChoiceField(label=_("About what?"), choices=_WHAT, widget=forms.RadioSelect, initial=NEW)


class AskForListForm(PublicForm):
    """Have the link to the own saved searches mailed."""

    stamp_for = "demand.list"
    limit = ratelimit.Limit("demand.list", count=10, seconds=3600)

    email = _email(_("The link goes to this address, and only if searches are saved for it."))
