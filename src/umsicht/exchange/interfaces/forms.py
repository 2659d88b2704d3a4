"""Forms of imports and sources at the desk. They only shape input; the domain functions check it for good."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.exchange.columns import FIELDS
from umsicht.exchange.enums import ConflictRule, ImportState, Landing, Plan, QuestionKind, Rhythm, SourceKind
from umsicht.exchange.models import Import, Source, TermMapping
from umsicht.exchange.reading.table_items import OURS_ALONE
from umsicht.files.interfaces.forms import UploadField
from umsicht.offers.validators import TERM_LISTS
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue

ALL = ("", gettext_lazy("all"))


class _Filter(forms.Form):
    """All parts are optional; an unknown value counts as none, so that no address gives an error."""

    marks_optional = False

    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        return {self.names[name]: value for name, value in self.cleaned_data.items() if value}

    names: dict[str, str] = {}


class ImportFilterForm(_Filter):
    names = {"q": "search", "stand": "state", "quelle": "source", "sortierung": "sort"}
    q = forms.CharField(label=gettext_lazy("File name"), required=False, max_length=100)
    stand = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[ALL, ("offen", gettext_lazy("waits for you")), *ImportState.choices],
    )
    quelle = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    sortierung = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)


class RowFilterForm(_Filter):
    names = {"q": "search", "art": "plan"}
    q = forms.CharField(label=gettext_lazy("Title"), required=False, max_length=100)
    art = forms.ChoiceField(
        label=gettext_lazy("What happens to it"),
        required=False,
        choices=[
            ALL,
            *Plan.choices,
            ("failed", gettext_lazy("refused when taking over")),
            ("kept", gettext_lazy("not undone")),
        ],
    )


class QuestionFilterForm(_Filter):
    names = {"stand": "state", "art": "kind"}
    stand = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[("open", gettext_lazy("open")), ("decided", gettext_lazy("already decided"))],
    )
    art = forms.ChoiceField(label=gettext_lazy("Kind"), required=False, choices=[ALL, *QuestionKind.choices])


class UploadListForm(forms.Form):
    """A list, and the source it belongs to: one we know, or a new name."""

    content = UploadField(label=gettext_lazy("List (CSV or Excel)"))
    source = forms.ChoiceField(
        label=gettext_lazy("Where does the list come from?"),
        required=False,
        help_text=gettext_lazy("For a source we know, the columns are assigned as last time."),
    )
    name = forms.CharField(
        label=gettext_lazy("Name of a new source"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("For example: list of the youth welfare office."),
    )

    def __init__(self, *args: Any, sources: list[Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [  # type: ignore[attr-defined]
            ("", gettext_lazy("a new source")),
            *((str(source.pk), source.name) for source in sources),
        ]
        self.fields["content"].help_text = gettext_lazy(
            "CSV or XLSX. A full export of Umsicht (XLSX) is recognised too."
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("source") and not cleaned.get("name"):
            self.add_error("name", _("Please give the source a name."))
        return cleaned


class ColumnsForm(forms.Form):
    """One choice per column of the file; field names are positions, since headings may be anything."""

    marks_optional = False

    def __init__(self, *args: Any, run: Import, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.run = run
        choices = [
            ("", gettext_lazy("leave out")),
            *((f.key, f.label) for f in FIELDS if f.key not in OURS_ALONE),
        ]
        for position, column in enumerate(run.columns):
            if not column:
                continue
            samples = [row[position] for row in run.samples if position < len(row) and row[position]]
            self.fields[f"spalte-{position}"] = forms.ChoiceField(
                label=column,
                choices=choices,
                required=False,
                initial=run.mapping.get(column, ""),
                help_text=" · ".join(samples[:2])[:120],
            )

    def mapping(self) -> dict[str, str]:
        return {
            column: self.cleaned_data.get(f"spalte-{position}", "")
            for position, column in enumerate(self.run.columns)
            if column
        }


class ReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)


class SourceForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[
            (SourceKind.HSDS, gettext_lazy("Feed (HSDS, Open Referral UK, Integreat)")),
            (SourceKind.TABLE, SourceKind.TABLE.label),
        ],
    )
    location = forms.URLField(
        label=gettext_lazy("Address of the feed"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy(
            "The address of the API, or of a JSON file. Lists are uploaded and have none."
        ),
    )
    owner = forms.CharField(
        label=gettext_lazy("Who keeps the data?"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Stands at each record, as in: Stadt Musterstadt, Amt für Jugend."),
    )
    licence = forms.CharField(label=gettext_lazy("Licence"), max_length=80, required=False)
    rhythm = forms.ChoiceField(label=gettext_lazy("How often is it fetched?"), choices=Rhythm.choices)
    conflict_rule = forms.ChoiceField(
        label=gettext_lazy("When both sides changed something"), choices=ConflictRule.choices
    )
    landing = forms.ChoiceField(label=gettext_lazy("New offers come in"), choices=Landing.choices)
    is_complete = forms.BooleanField(
        label=gettext_lazy("The source always names all its offers"),
        required=False,
        help_text=gettext_lazy("Then you are asked what shall become of offers that are missing."),
    )
    sector = forms.ChoiceField(label=gettext_lazy("Sector of new organisations"), required=False)

    def __init__(self, *args: Any, tenant: Tenant, fixed_kind: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sector"].choices = [("", "–"), *catalogue(tenant).choices(Scheme.SECTOR)]  # type: ignore[attr-defined]
        if fixed_kind:
            del self.fields["kind"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("rhythm") != Rhythm.NEVER and not cleaned.get("location"):
            self.add_error("location", _("What is fetched by itself needs an address."))
        return cleaned


class TermForm(forms.Form):
    """One word of a source; the choice holds list and code."""

    term = forms.ChoiceField(label=gettext_lazy("Our term"), required=False)

    def __init__(self, data: Any = None, *, term: TermMapping, tenant: Tenant) -> None:
        super().__init__(data, prefix=f"wort-{term.pk}")
        self.mapped = term
        field: Any = self.fields["term"]
        field.label = term.label
        field.choices = [
            ("", gettext_lazy("no decision yet")),
            ("-", gettext_lazy("none fits")),
            *_groups(tenant),
        ]
        field.initial = f"{term.scheme}:{term.code}" if term.code else "-" if term.decided else ""
        field.help_text = _("in %(count)s records") % {"count": term.seen}

    def decision(self) -> tuple[str, str] | None:
        """(list, code), ("", "") for none, or None where nothing was decided or changed."""
        value = self.cleaned_data.get("term", "")
        if not value or value == self.fields["term"].initial:
            return None
        scheme, _colon, code = value.partition(":")
        return (scheme, code) if code else ("", "")


def _groups(tenant: Tenant) -> list[tuple[Any, list[tuple[str, str]]]]:
    known = catalogue(tenant)
    return [
        (Scheme(scheme).label, [(f"{scheme.value}:{code}", label) for code, label in known.choices(scheme)])
        for scheme in TERM_LISTS.values()
        if known.choices(scheme)
    ]
