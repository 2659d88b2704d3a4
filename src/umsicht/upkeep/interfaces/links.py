"""Filter, reasons and file of checked web addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.upkeep.enums import LinkFinding
from umsicht.upkeep.models import CheckedLink


class LinkFilterForm(forms.Form):
    """All parts are optional; an unknown value counts as none."""

    marks_optional = False

    q = forms.CharField(label=gettext_lazy("Address or record"), required=False, max_length=100)
    stand = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[
            ("", gettext_lazy("to be mended")),
            *((finding.value, finding.label) for finding in LinkFinding),
            ("ignoriert", gettext_lazy("left alone")),
            ("alle", gettext_lazy("all")),
        ],
    )

    def chosen(self) -> dict[str, Any]:
        """Keyword arguments of queries.links.links()."""
        self.is_valid()
        stand = self.cleaned_data.get("stand") or ""
        return {
            "text": self.cleaned_data.get("q") or "",
            "finding": "" if stand == "ignoriert" else stand,
            "ignored": stand == "ignoriert",
        }


class IgnoreForm(forms.Form):
    grund = forms.CharField(label=gettext_lazy("Why it is left alone"), max_length=200)


def answer_of(link: CheckedLink) -> str:
    """What the server said, in words for people."""
    words = {
        "timeout": _("took too long"),
        "unreachable": _("could not be reached"),
        "forbidden_address": _("is not in the public internet"),
        "bad_url": _("is no complete address"),
    }
    if link.status is not None:
        return _("answered %(status)d") % {"status": link.status}
    return words.get(link.problem, "")


def link_columns() -> list[str]:
    return [
        _("Address"),
        _("State"),
        _("Answer"),
        _("Since"),
        _("Leads to"),
        _("Checked"),
        _("Stands in"),
        _("Reason"),
    ]


def link_rows(links: Iterable[CheckedLink]) -> Iterator[list[Any]]:
    for link in links:
        places = "; ".join(str(place) for place in link.places.all())
        yield [
            link.url,
            link.get_finding_display(),
            answer_of(link),
            link.failing_since,
            link.moved_to,
            link.checked_at,
            places,
            link.ignored_reason,
        ]
