"""Forms about bodies and seats. They only shape input; the domain functions check it for good."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import clock
from umsicht.council.enums import BodyKind, BodyLink, Precision, SeatRole, Visibility, Vote
from umsicht.council.models import Body, BodyName, FormerPlace, Seat
from umsicht.council.queries import bodies as queries
from umsicht.council.queries.bodies import Wanted
from umsicht.directory.interfaces.forms import LineField, TextField, terms
from umsicht.directory.queries.desk import open_choices
from umsicht.directory.queries.organisations import organisation_at_desk
from umsicht.tenancy.models import Tenant
from umsicht.ui.fields import DayField
from umsicht.vocabulary.enums import Scheme

STATES = [
    ("", gettext_lazy("all that exist")),
    ("portal", gettext_lazy("shown on the portal")),
    ("intern", gettext_lazy("not on the portal")),
    ("beendet", gettext_lazy("ended")),
]


class BodyFilterForm(forms.Form):
    """All parts are optional; an unknown value counts as none."""

    marks_optional = False

    q = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=100)
    art = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        required=False,
        choices=[("", gettext_lazy("all kinds")), *BodyKind.choices],
    )
    stand = forms.ChoiceField(label=gettext_lazy("State"), required=False, choices=STATES)
    sortierung = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def wanted(self) -> Wanted:
        self.is_valid()
        given = self.cleaned_data
        return Wanted(
            given.get("q", ""),
            given.get("art", ""),
            given.get("stand", ""),
            given.get("sortierung") or "name",
        )


class DayForm(forms.Form):
    """The day of which the structure is drawn; today when none or nonsense is given."""

    marks_optional = False

    am = DayField(label=gettext_lazy("As of"), required=False)

    def day(self) -> dt.date:
        found = self.cleaned_data.get("am") if self.is_valid() else None
        return found or clock.today()


class RecordForm(forms.Form):
    """A form of one record. `links` names fields that hold an id, and how the record of this tenant is read."""

    links: ClassVar[dict[str, Callable[[int], Any]]] = {}

    def values(self) -> dict[str, Any]:
        """What the domain functions take. Raises NotFound for an id that is not this tenant's."""
        return {
            name: self.links[name](value) if name in self.links and value else value
            for name, value in self.cleaned_data.items()
        }


class BodyForm(RecordForm):
    """A body. Its name is asked for only at the beginning; later it is renamed, with the day."""

    links: ClassVar = {"parent": queries.body_at_desk}

    name = LineField(label=gettext_lazy("Name"), max_length=200)
    short = LineField(label=gettext_lazy("Short form"), max_length=30, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=BodyKind.choices)
    parent = forms.TypedChoiceField(
        label=gettext_lazy("Body above it"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=gettext_lazy(
            "Counts since its last move. If it moves now, use “Give another place” on its page, so that earlier days stay true."
        ),
    )
    link = forms.ChoiceField(
        label=gettext_lazy("How it stands to it"),
        choices=BodyLink.choices,
        widget=forms.RadioSelect,
        initial=BodyLink.BELOW,
    )
    department = LineField(
        label=gettext_lazy("Department in charge"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("As the town calls it, for example: Dezernat 3"),
    )
    about = TextField(
        label=gettext_lazy("What this body does"),
        max_length=3000,
        rows=4,
        required=False,
        help_text=gettext_lazy("In plain words, for people who have never heard of it."),
    )
    visibility = forms.ChoiceField(
        label=gettext_lazy("Sittings"),
        choices=Visibility.choices,
        widget=forms.RadioSelect,
        initial=Visibility.CLOSED,
    )
    basis = LineField(
        label=gettext_lazy("Basis"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Decision with number, agreement, rules of procedure."),
    )
    basis_on = DayField(label=gettext_lazy("Decided or signed on"), required=False)
    basis_until = DayField(
        label=gettext_lazy("Holds until"),
        required=False,
        help_text=gettext_lazy("We remind you half a year before an agreement ends."),
    )
    founded_on = DayField(label=gettext_lazy("Exists since"), required=False)
    founded_precision = forms.ChoiceField(
        label=gettext_lazy("How exactly is that known?"), choices=Precision.choices, initial=Precision.DAY
    )
    source = LineField(label=gettext_lazy("Source"), max_length=300, required=False)
    is_public = forms.BooleanField(label=gettext_lazy("show on the portal"), required=False)

    def __init__(self, *args: Any, held: Body | None = None, **kwargs: Any) -> None:
        if held is not None:
            start = {name: getattr(held, name) for name in self.base_fields if hasattr(held, name)}
            kwargs["initial"] = start | {"parent": held.parent_id}
        super().__init__(*args, **kwargs)
        if held is not None:
            del self.fields["name"], self.fields["short"]
        self.fields["parent"].choices = _above(held, held.parent if held else None)  # type: ignore[attr-defined]


def _above(body: Body | None, held: Body | None) -> list[tuple[Any, str]]:
    """Bodies that it may stand below; `held` may have ended meanwhile."""
    found = [("", _("none, it stands by itself")), *queries.choices(without=body)]
    return list(dict([*found, (held.pk, queries.title_of(held))]).items()) if held is not None else found


class RenameForm(forms.Form):
    name = LineField(label=gettext_lazy("New name"), max_length=200)
    short = LineField(label=gettext_lazy("Short form"), max_length=30, required=False)
    on = DayField(label=gettext_lazy("Called so since"))
    precision = forms.ChoiceField(
        label=gettext_lazy("How exactly is that known?"), choices=Precision.choices, initial=Precision.DAY
    )
    reason = LineField(
        label=gettext_lazy("Why it was renamed"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For example the decision or the advice behind it. Shown on the portal."),
    )


class NameForm(RecordForm):
    """A name as it should have been entered; the period stays."""

    name = LineField(label=gettext_lazy("Name"), max_length=200)
    short = LineField(label=gettext_lazy("Short form"), max_length=30, required=False)
    reason = LineField(label=gettext_lazy("Why it was renamed"), max_length=300, required=False)

    def __init__(self, *args: Any, held: BodyName, **kwargs: Any) -> None:
        kwargs["initial"] = {key: getattr(held, key) for key in self.base_fields}
        super().__init__(*args, **kwargs)


class MoveForm(RecordForm):
    """Another place from a day on."""

    links: ClassVar = {"parent": queries.body_at_desk}

    on = DayField(label=gettext_lazy("Stands there since"))
    parent = forms.TypedChoiceField(
        label=gettext_lazy("Body above it"), required=False, coerce=int, empty_value=None
    )
    link = forms.ChoiceField(
        label=gettext_lazy("How it stands to it"), choices=BodyLink.choices, widget=forms.RadioSelect
    )
    is_public = forms.BooleanField(label=gettext_lazy("show on the portal"), required=False)
    reason = LineField(label=gettext_lazy("Why it moved"), max_length=300, required=False)

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        kwargs["initial"] = {"parent": body.parent_id, "link": body.link, "is_public": body.is_public}
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = _above(body, body.parent)  # type: ignore[attr-defined]


class PlaceForm(RecordForm):
    """An earlier place as it should have been entered."""

    links: ClassVar = {"parent": queries.body_at_desk}

    parent = forms.TypedChoiceField(
        label=gettext_lazy("Body above it"), required=False, coerce=int, empty_value=None
    )
    link = forms.ChoiceField(
        label=gettext_lazy("How it stood to it"), choices=BodyLink.choices, widget=forms.RadioSelect
    )
    is_public = forms.BooleanField(label=gettext_lazy("was shown on the portal"), required=False)
    until = DayField(label=gettext_lazy("Last day there"))
    reason = LineField(label=gettext_lazy("Why it moved"), max_length=300, required=False)

    def __init__(self, *args: Any, held: FormerPlace, **kwargs: Any) -> None:
        start = {name: getattr(held, name) for name in self.base_fields}
        kwargs["initial"] = start | {"parent": held.parent_id}
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = _above(held.body, held.parent)  # type: ignore[attr-defined]


class EndForm(forms.Form):
    on = DayField(label=gettext_lazy("Last day"))
    reason = LineField(label=gettext_lazy("Reason"), max_length=300)


class EndSeatForm(forms.Form):
    on = DayField(label=gettext_lazy("Last day"))
    reason = LineField(label=gettext_lazy("Reason"), max_length=300, required=False)


class ReopenForm(forms.Form):
    reason = LineField(label=gettext_lazy("Reason"), max_length=300)


class SeatForm(RecordForm):
    links: ClassVar = {"organisation": organisation_at_desk}

    office = LineField(
        label=gettext_lazy("Office or organisation"),
        max_length=200,
        help_text=gettext_lazy("The office, not the person: Leitung der Polizeidirektion"),
    )
    organisation = forms.TypedChoiceField(
        label=gettext_lazy("Entry in the directory"), required=False, coerce=int, empty_value=None
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=SeatRole.choices, initial=SeatRole.MEMBER)
    vote = forms.ChoiceField(label=gettext_lazy("Vote"), choices=Vote.choices, initial=Vote.UNKNOWN)
    sector = forms.ChoiceField(label=gettext_lazy("Sector"), required=False)
    valid_from = DayField(label=gettext_lazy("Since"), required=False)
    valid_to = DayField(label=gettext_lazy("Until"), required=False)
    source = LineField(label=gettext_lazy("Source"), max_length=300, required=False)

    def __init__(self, *args: Any, tenant: Tenant, held: Seat | None = None, **kwargs: Any) -> None:
        if held is not None:
            start = {name: getattr(held, name) for name in self.base_fields}
            kwargs["initial"] = start | {"organisation": held.organisation_id}
        super().__init__(*args, **kwargs)
        known = [("", _("no entry")), *open_choices()]
        if held is not None and held.organisation is not None:
            known = list(dict([*known, (held.organisation_id, held.organisation.name)]).items())
        self.fields["organisation"].choices = known  # type: ignore[attr-defined]
        sectors = [
            ("", _("not stated")),
            *terms(Scheme.SECTOR, tenant, [held.sector] if held and held.sector else []),
        ]
        self.fields["sector"].choices = sectors  # type: ignore[attr-defined]
