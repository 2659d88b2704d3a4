"""The filter of the log reader."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from umsicht.audit.queries.events import EventFilter
from umsicht.core import journal
from umsicht.ui.fields import DayField


class EventFilterForm(forms.Form):
    """All parts are optional; what can't be read counts as not given, so that no address gives an error."""

    marks_optional = False

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    was = forms.ChoiceField(label=_("What"), required=False)
    wer = forms.TypedChoiceField(label=_("Who"), required=False, coerce=int, empty_value=None)
    von = DayField(label=_("From"), required=False)
    bis = DayField(label=_("Until"), required=False)

    def __init__(self, data: object, *, actions: Sequence[str], actors: Sequence[tuple[int, str]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        labelled = sorted(
            ((action, journal.label_of(action)) for action in actions), key=lambda pair: pair[1]
        )
        self.fields["was"].choices = [("", _("everything")), *labelled]  # type: ignore[attr-defined]
        self.fields["wer"].choices = [("", _("everyone")), *actors]  # type: ignore[attr-defined]

    def chosen(self) -> EventFilter:
        self.is_valid()
        given = self.cleaned_data
        return EventFilter(
            search=given.get("q", ""),
            action=given.get("was", ""),
            actor_id=given.get("wer"),
            since=given.get("von"),
            until=given.get("bis"),
        )
