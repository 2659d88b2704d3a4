from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.files.kinds import ACCEPTED, PICTURES, extension_of
from umsicht.files.refusals import explain


class UploadField(forms.FileField):
    """Takes the types we take, or only pictures; tells the browser so, and says what is allowed."""

    def __init__(self, *, pictures_only: bool = False, **kwargs: Any) -> None:
        self.extensions = PICTURES if pictures_only else tuple(ACCEPTED)
        kwargs.setdefault("help_text", _Help(", ".join(e.upper() for e in self.extensions if e != "jpeg")))
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        accept = ",".join(f".{extension}" for extension in self.extensions)
        return {**super().widget_attrs(widget), "accept": accept}

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if isinstance(upload, UploadedFile):
            if extension_of(upload.name or "") not in self.extensions:
                raise forms.ValidationError(explain("extension"), code="extension")
            if (upload.size or 0) > settings.FILES_MAX_BYTES:
                raise forms.ValidationError(explain("too_large"), code="too_large")
        return upload


class _Help:
    """Read when shown, so that it speaks the reader's language and knows the limit in force."""

    def __init__(self, names: str) -> None:
        self.names = names

    def __str__(self) -> str:
        size = filesizeformat(settings.FILES_MAX_BYTES)
        return _("Allowed: %(names)s, up to %(size)s.") % {"names": self.names, "size": size}


class UploadForm(forms.Form):
    """One file with what must be said about it."""

    content = UploadField(label=gettext_lazy("File"))
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200, required=False)
    alt_text = forms.CharField(
        label=gettext_lazy("Description of the picture"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Needed for pictures: what is to be seen, for people who can't see it."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        upload = cleaned.get("content")
        if upload and extension_of(upload.name) in PICTURES and not cleaned.get("alt_text"):
            self.add_error("alt_text", _("Please describe the picture for people who can't see it."))
        return cleaned


class LogoForm(forms.Form):
    """A picture and what it shows."""

    content = UploadField(label=gettext_lazy("Picture of the logo"), pictures_only=True)
    alt_text = forms.CharField(
        label=gettext_lazy("What it shows"),
        max_length=120,
        help_text=gettext_lazy("For people who can't see it, for example “Coat of arms of Chemnitz”."),
    )
