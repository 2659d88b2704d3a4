"""A record that is named by the number people know it by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from umsicht.council.models import Decision, Paper
from umsicht.council.queries import outcomes, papers
from umsicht.directory.interfaces.forms import LineField


class _NumberField(LineField):
    """Takes the number and answers the record, None for nothing."""

    find: Callable[[str], Any]
    missing: Any

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, "number", value)

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        found = type(self).find(number) if number else None
        if number and found is None:
            raise forms.ValidationError(self.missing)
        return found


class PaperField(_NumberField):
    find: Callable[[str], Paper | None] = staticmethod(papers.by_number)
    missing = gettext_lazy("There is no paper with this number.")


class DecisionField(_NumberField):
    find: Callable[[str], Decision | None] = staticmethod(outcomes.by_number)
    missing = gettext_lazy("There is no decision with this number.")
