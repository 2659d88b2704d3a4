"""Forms about site inspections, their findings and photos."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core.errors import BadInput
from umsicht.directory.interfaces.forms import LineField, TextField
from umsicht.fieldwork.domain.photos import Box
from umsicht.fieldwork.enums import FindingKind, InspectionState, PartyKind, Rating, Strategy
from umsicht.fieldwork.interfaces.forms import DistrictFilterForm, LinesField, districts
from umsicht.fieldwork.models import Finding, Inspection
from umsicht.fieldwork.queries.inspections import Wanted, measure_choices, measure_of
from umsicht.fieldwork.values import as_lines, route_of, route_text
from umsicht.tenancy.models import Tenant
from umsicht.ui.fields import DayField, TimeField

PARTIES = {
    "authorities": PartyKind.AUTHORITY,
    "organisations": PartyKind.ORGANISATION,
    "residents": PartyKind.RESIDENTS,
}


class InspectionFilterForm(DistrictFilterForm):
    q = forms.CharField(label=gettext_lazy("Title or goal"), required=False, max_length=100)
    stand = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[("", gettext_lazy("all")), *InspectionState.choices],
    )
    dunkel = forms.BooleanField(label=gettext_lazy("only in the dark"), required=False)

    def wanted(self) -> Wanted:
        self.is_valid()
        given = self.cleaned_data
        return Wanted(
            given.get("q", ""),
            given.get("stand", ""),
            given.get("stadtteil", ""),
            None,
            bool(given.get("dunkel")),
            given.get("sortierung") or "-tag",
        )


class InspectionForm(forms.Form):
    title = LineField(label=gettext_lazy("Title"), max_length=160)
    day = DayField(label=gettext_lazy("Day"))
    time = TimeField(label=gettext_lazy("Clock time"), required=False)
    is_night = forms.BooleanField(label=gettext_lazy("in the dark"), required=False)
    district = forms.ChoiceField(label=gettext_lazy("City district"), required=False)
    goal = TextField(
        label=gettext_lazy("Goal"),
        max_length=1500,
        required=False,
        help_text=gettext_lazy("Which problem do you want to see, and what is to be agreed on?"),
    )
    weather = LineField(label=gettext_lazy("Weather and light"), max_length=200, required=False)
    authorities = LinesField(
        label=gettext_lazy("Authorities"),
        required=False,
        rows=3,
        help_text=gettext_lazy("One a line, after it the number of people. For example: Ordnungsamt: 2"),
    )
    organisations = LinesField(label=gettext_lazy("Associations and organisations"), required=False, rows=3)
    residents = LinesField(
        label=gettext_lazy("Residents and users"),
        required=False,
        rows=2,
        help_text=gettext_lazy("As groups, without names. For example: Anwohnerinnen und Anwohner: 4"),
    )
    route = TextField(
        label=gettext_lazy("Way walked"),
        required=False,
        rows=4,
        help_text=gettext_lazy(
            "One stop a line: latitude, longitude and name. For example: 50.8357, 12.9262 Stadthallenpark"
        ),
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("show on the portal once the report is finished"), required=False
    )

    def __init__(self, *args: Any, tenant: Tenant, held: Inspection | None = None, **kwargs: Any) -> None:
        if held is not None:
            plain = set(self.base_fields) - set(PARTIES) - {"route"}
            start: dict[str, Any] = {name: getattr(held, name) for name in plain}
            rows = list(held.participants.all())
            for name, kind in PARTIES.items():
                start[name] = as_lines((row.name, row.number) for row in rows if row.kind == kind)
            kwargs["initial"] = start | {"route": route_text(held.route, held.stops)}
        super().__init__(*args, **kwargs)
        known = districts(tenant, *([held.district] if held and held.district else []))
        self.fields["district"].choices = [("", _("not stated")), *known]  # type: ignore[attr-defined]

    def clean_route(self) -> tuple[dict[str, Any], list[str]]:
        try:
            return route_of(self.cleaned_data["route"])
        except BadInput as error:
            raise forms.ValidationError(error.message) from error

    def values(self) -> dict[str, Any]:
        """What the domain functions take."""
        found = dict(self.cleaned_data)
        route, stops = found.pop("route")
        parties = [
            (kind, name, number) for field, kind in PARTIES.items() for name, number in found.pop(field)
        ]
        return found | {"route": route, "stops": stops, "parties": parties}


class SightForm(forms.Form):
    """What is noted while walking: short, for a thumb on a telephone."""

    text = TextField(label=gettext_lazy("What do you notice?"), max_length=1500, rows=3)
    place = LineField(label=gettext_lazy("Where exactly?"), max_length=200, required=False)
    strategy = forms.ChoiceField(label=gettext_lazy("What is it about?"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Seen or felt?"),
        choices=FindingKind.choices,
        widget=forms.RadioSelect,
        initial=FindingKind.OBJECTIVE,
    )
    rating = forms.ChoiceField(
        label=gettext_lazy("Rating"),
        choices=Rating.choices,
        widget=forms.RadioSelect,
        initial=Rating.MEDIUM,
    )
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("free observation")), *Strategy.choices]
        self.fields["strategy"].choices = choices  # type: ignore[attr-defined]


class FindingForm(SightForm):
    field_order = ["text", "place", "strategy", "kind", "rating", "action", "owner", "due_on"]

    action = LineField(label=gettext_lazy("What is to be done"), max_length=300, required=False)
    owner = LineField(
        label=gettext_lazy("Who sees to it"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("An office or organisation, no person."),
    )
    due_on = DayField(label=gettext_lazy("Until"), required=False)
    measure = forms.TypedChoiceField(
        label=gettext_lazy("Belongs to the measure"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, held: Finding | None = None, **kwargs: Any) -> None:
        if held is not None:
            start = {name: getattr(held, name) for name in self.base_fields if name != "client_key"}
            kwargs["initial"] = start | {"measure": held.measure_id}
        super().__init__(*args, **kwargs)
        del self.fields["client_key"]
        choices = [("", _("no measure")), *measure_choices()]
        self.fields["measure"].choices = choices  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What the domain functions take. Raises NotFound for another tenant's measure."""
        found = dict(self.cleaned_data)
        return found | {"measure": measure_of(found["measure"]) if found["measure"] else None}


class PhotoForm(forms.Form):
    content = forms.FileField(
        label=gettext_lazy("Picture"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=gettext_lazy("JPG, PNG or WebP. Where and with what it was taken is removed."),
    )
    alt_text = LineField(
        label=gettext_lazy("What does the picture show?"),
        max_length=300,
        help_text=gettext_lazy("For people who can't see it."),
    )
    finding = forms.UUIDField(
        label=gettext_lazy("Belongs to the finding"), required=False, widget=forms.Select
    )
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._findings = {one.client_key: one for one in inspection.findings.all()}
        known = [(key, f"{one.no}. {one.text[:60]}") for key, one in self._findings.items()]
        self.fields["finding"].widget.choices = [("", _("no finding")), *known]

    def values(self) -> dict[str, Any]:
        """What the domain function takes. A finding goes by the key of the device that noted it, as the device may not
        know more; a photo whose note never arrived is taken without it.
        """
        return self.cleaned_data | {"finding": self._findings.get(self.cleaned_data["finding"])}


_BOX = re.compile(r"[\d.,]+")


class BlurForm(forms.Form):
    """Rectangles in percent of the picture, one a line: left, top, width, height."""

    boxes = TextField(
        label=gettext_lazy("Places to blur"),
        rows=4,
        max_length=2000,
        help_text=gettext_lazy(
            "One place a line, in percent of the picture: from the left, from above, width, height. For example: 40 20 10 15"
        ),
    )

    def clean_boxes(self) -> list[Box]:
        found = []
        for line in self.cleaned_data["boxes"].splitlines():
            if not line.strip():
                continue
            try:
                numbers = [float(part.strip(",").replace(",", ".")) for part in _BOX.findall(line)]
                found.append(Box(*numbers))
            except (ValueError, TypeError) as error:
                raise forms.ValidationError(
                    _("Please write four numbers a line: %(line)s") % {"line": line[:40]}
                ) from error
        return found
