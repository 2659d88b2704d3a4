"""Forms about the documents of a body. They only shape input; the domain functions check it for good."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import clock, text
from umsicht.core.errors import BadInput
from umsicht.council.enums import DocumentKind, Precision
from umsicht.council.interfaces.by_number import DecisionField, PaperField
from umsicht.council.models import BodyDocument, DocumentVersion
from umsicht.council.values import day_text
from umsicht.directory.interfaces.forms import LineField, TextField
from umsicht.files.interfaces.forms import UploadField, UploadForm
from umsicht.ui.fields import DayField

_LINE = re.compile(r"(?P<office>.+?)(?:[,;:]?\s+(?P<on>[0-9][0-9.\-]*))?")


class SignaturesField(forms.CharField):
    """A line for each signature: the office or organisation, then the day if it is known."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.Textarea(attrs={"rows": 4}), required=False, max_length=6000, strip=False, **kwargs
        )

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        days = {one["on"]: day_text(clock.parse_date(one["on"])) for one in value if one["on"]}
        return "\n".join(", ".join(filter(None, (one["office"], days.get(one["on"])))) for one in value)

    def clean(self, value: Any) -> list[dict[str, str]]:
        lines = [text.one_line(line) for line in str(super().clean(value) or "").splitlines()]
        return [_signature(line) for line in lines if line]


def _signature(line: str) -> dict[str, str]:
    found = _LINE.fullmatch(line)
    if found is None or not found["on"]:
        return {"office": line, "on": ""}
    try:
        return {"office": found["office"], "on": clock.parse_date(found["on"]).isoformat()}
    except BadInput as error:
        raise forms.ValidationError(
            _("“%(line)s”: please end the line with the day, such as 22.11.2026, or leave it out.")
            % {"line": line}
        ) from error


class VersionForm(UploadForm):
    """One version of a document, with its file if there is one."""

    dated = DayField(label=gettext_lazy("Date of the document"), required=False)
    precision = forms.ChoiceField(
        label=gettext_lazy("How exactly is that known?"), choices=Precision.choices, initial=Precision.DAY
    )
    valid_from = DayField(label=gettext_lazy("Holds from"), required=False)
    valid_until = DayField(
        label=gettext_lazy("Holds until"),
        required=False,
        help_text=gettext_lazy("We remind you half a year before. Leave it empty if it has no end."),
    )
    signatures = SignaturesField(
        label=gettext_lazy("Signed by"),
        help_text=gettext_lazy(
            "A line for each: office or organisation, then the day if it is known. No names of persons. "
            "For example: Polizeidirektion Chemnitz, 26.06.2017"
        ),
    )
    paper = PaperField(
        label=gettext_lazy("Paper"),
        help_text=gettext_lazy("Its number, if it is here. Only those who may read the paper see it."),
    )
    decision = DecisionField(
        label=gettext_lazy("Decision"),
        help_text=gettext_lazy("Its number, if it is here. Only those who may read the decision see it."),
    )
    note = TextField(
        label=gettext_lazy("What there is to say of it"),
        max_length=3000,
        rows=3,
        required=False,
        help_text=gettext_lazy("For example what is new in this version."),
    )
    source = LineField(label=gettext_lazy("Source"), max_length=300, required=False)
    content = UploadField(label=gettext_lazy("File"), required=False)

    title = None  # type: ignore[assignment]
    field_order = (
        "kind", "title", "is_public", "dated", "precision", "valid_from", "valid_until", "signatures", "paper",
        "decision", "note", "source", "content", "alt_text",
    )  # fmt: skip

    def __init__(self, *args: Any, held: DocumentVersion | None = None, **kwargs: Any) -> None:
        if held is not None:
            kwargs["initial"] = {
                name: getattr(held, name) for name in self.base_fields if hasattr(held, name)
            }
        super().__init__(*args, **kwargs)
        self.fields["alt_text"].help_text = _(
            "Only if the file is a picture: what is to be seen, for people who can't see it."
        )


class DocumentForm(VersionForm):
    """A new document with its first version."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=DocumentKind.choices, initial=DocumentKind.AGREEMENT
    )
    title = LineField(label=gettext_lazy("Title"), max_length=200)  # type: ignore[assignment]
    is_public = forms.BooleanField(
        label=gettext_lazy("show on the portal"),
        required=False,
        help_text=gettext_lazy("With its file and all its versions, where the body is shown."),
    )


class DocumentFactsForm(forms.Form):
    """What holds for all versions."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=DocumentKind.choices)
    title = LineField(label=gettext_lazy("Title"), max_length=200)
    is_public = forms.BooleanField(label=gettext_lazy("show on the portal"), required=False)

    def __init__(self, *args: Any, held: BodyDocument, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(held, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
