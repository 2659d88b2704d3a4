"""Forms that anybody may send without an account: honeypot and time stamp in one place, the limit beside them.

    class EnquiryForm(PublicForm):
        stamp_for = "enquiries.enquiry"          # unique per form
        limit = ratelimit.Limit("enquiries.enquiry", count=6, seconds=3600)
        …fields…

    form = EnquiryForm(request.POST or None)
    if form.is_valid():
        form.take(client_ip(request))            # raises TooMany; before the transaction of what the form does

In templates `{{ form }}` or <c-form> draw everything; whoever lays out fields by hand adds `{{ form.quiet }}` inside the
<form>. A form set that anybody may send uses PublicForm for the part around it.
`tests/architecture/test_public_forms.py` walks all public addresses that take a POST and asks each for all three guards.
"""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from umsicht.core import ratelimit


class PublicForm(forms.Form):
    """Two quiet fields tell people from programs; `limit` says how often one address may send."""

    stamp_for: ClassVar[str]
    limit: ClassVar[ratelimit.Limit]
    min_seconds: ClassVar[int] = 3

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if ratelimit.HONEYPOT in self.fields:
            raise ValueError(f"The name {ratelimit.HONEYPOT} belongs to the trap; name the field otherwise.")
        self.fields[ratelimit.HONEYPOT] = forms.CharField(  # type: ignore[call-arg]  # the stubs lag behind Django
            label=_("Please leave this field empty"),
            required=False,
            template_name="ui/forms/trap.html",
            widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
        )
        self.fields[ratelimit.STAMP] = forms.CharField(
            required=False, widget=forms.HiddenInput, initial=partial(ratelimit.stamp, self.stamp_for)
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        found = ratelimit.suspicion(self.stamp_for, self.data, min_seconds=self.min_seconds)
        if found is not None:
            self._restamp()
            raise forms.ValidationError(ratelimit.explain(found))
        return cleaned

    def _restamp(self) -> None:
        """A new stamp, so that sending once more works."""
        sent: Any = self.data
        self.data = again = sent.copy()
        again[ratelimit.STAMP] = ratelimit.stamp(self.stamp_for)

    def take(self, key: str) -> None:
        """Count one sending from this address. Raises TooMany."""
        ratelimit.take(self.limit, key)

    @property
    def quiet_fields(self) -> list[forms.BoundField]:
        return [self[ratelimit.HONEYPOT], self[ratelimit.STAMP]]

    @property
    def quiet(self) -> SafeString:
        """The two quiet fields, for templates that lay out the others themselves."""
        return SafeString("".join(field.as_field_group() for field in self.quiet_fields))
