from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
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


class SampleForm(forms.Form):
    """Which sample of a message to show. Unknown values count as none, so that no address gives an error."""

    marks_optional = False

    sprache = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, required=False)
    fall = forms.ChoiceField(label=_("Case"), required=False)

    def __init__(self, *args: Any, cases: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(case, case) for case in cases]
        if len(choices) > 1:
            self.fields["fall"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["fall"]

    def chosen(self) -> tuple[str, str]:
        """Language and case; German and "" where nothing sensible was asked for."""
        self.is_valid()
        return self.cleaned_data.get("sprache") or "de", self.cleaned_data.get("fall", "")
