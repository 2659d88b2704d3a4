"""The form in which an office writes a mail in its own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from umsicht.core.errors import BadInput
from umsicht.notify.catalogue import MessageType, Wording
from umsicht.notify.domain.wording import LIMITS, cleaned
from umsicht.notify.models import MailWording
from umsicht.notify.placeholders import ALWAYS, offered
from umsicht.notify.queries.wording import EVERY, FIELDS

_LABELS = {
    "subject": (_("Subject line"), _("Empty: our subject.")),
    "greeting": (_("Greeting"), _("Instead of our first line, for example: Liebe Kolleginnen und Kollegen,")),
    "before": (_("Text before ours"), _("A blank line begins a new paragraph.")),
    "after": (_("Text after ours"), _("A blank line begins a new paragraph.")),
    "closing": (_("Closing"), _("For example: Mit freundlichen Grüßen, and your office.")),
}
_ROWS = {"before": 4, "after": 4, "closing": 3}


class WordingForm(forms.Form):
    """`kind` None: the lines under every mail, which are a closing alone."""

    marks_optional = False

    def __init__(self, *args: Any, kind: MessageType | None, row: MailWording | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for name in FIELDS if kind is not None else ("closing",):
            label, hint = _LABELS[name]
            widget: forms.Widget = (
                forms.Textarea(attrs={"rows": _ROWS[name]}) if name in _ROWS else forms.TextInput()
            )
            self.fields[name] = forms.CharField(
                label=label,
                help_text=hint,
                required=False,
                max_length=LIMITS[name],
                initial=getattr(row, name) if row is not None else "",
                widget=widget,
            )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                return cleaned(self.kind.key if self.kind is not None else EVERY, given)
            except BadInput as error:
                self.add_error(error.code if error.code in self.fields else None, error.message)
        return given

    def wording(self, signature: str) -> Wording:
        """The words as the mail would carry them; what is stored where the form can't be used."""
        if self.is_bound and self.is_valid():
            return wording_of(self.cleaned_data, self.kind, signature)
        return wording_of({name: field.initial for name, field in self.fields.items()}, self.kind, signature)


def wording_of(words: Mapping[str, Any], kind: MessageType | None, signature: str) -> Wording:
    if kind is None:
        return Wording(signature=str(words.get("closing") or ""))
    return Wording(**{name: str(words.get(name) or "") for name in FIELDS}, signature=signature)


def placeholders(kind: MessageType | None) -> list[tuple[str, Any]]:
    """What may stand in braces, with what it is or an example."""
    return [
        *((f"{{{name}}}", label) for name, label in ALWAYS.items()),
        *((f"{{{name}}}", value) for name, value in offered(kind).items()),
    ]


def language_of(raw: str | None) -> str:
    """A language of ours; the first one for anything else."""
    known = [code for code, _name in settings.LANGUAGES]
    return raw if raw in known else str(known[0])
