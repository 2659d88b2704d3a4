from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from umsicht.notify.enums import Category, Delivery

_HELP = {
    Category.WORK: _("Messages stay in your inbox whatever you choose here."),
    Category.NEWS: _("For example new offers for a search you saved."),
}


class PreferenceForm(forms.Form):
    """One choice per category that can be chosen; mails on the account itself always come."""

    def __init__(self, *args: Any, current: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for category, delivery in current.items():
            self.fields[category] = forms.ChoiceField(
                label=Category(category).label,
                help_text=_HELP[Category(category)],
                choices=Delivery.choices,
                initial=delivery,
                widget=forms.RadioSelect,
            )
