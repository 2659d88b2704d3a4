"""The form of an answer: per contact and per offer what is due, with fields to correct it. Sent untouched it means: all is
right. The page of the mail's link, the provider's page at the desk and the office's telephone note share it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import clock
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.offers.queries.dates import series_of
from umsicht.offers.series import Series
from umsicht.offers.values import Cost, stored
from umsicht.upkeep.domain.answers import Answer, ContactAnswer, OfferAnswer
from umsicht.upkeep.enums import FieldGroup
from umsicht.upkeep.interfaces import answer_fields, hours_text, present
from umsicht.upkeep.interfaces.answer_fields import NEW_DATES, Made
from umsicht.upkeep.queries.due import DueOffer
from umsicht.upkeep.queries.seen import fingerprint


@dataclass(frozen=True)
class Section:
    """One offer (`due`) or one contact (`record`) as the page shows it: values of today, fields to correct them."""

    key: str
    title: str
    facts: list[present.Fact] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    due: DueOffer | None = None
    record: ContactPoint | Organisation | None = None


@dataclass(frozen=True)
class Block:
    """A section with its bound fields; `open` when one of them has to be looked at."""

    section: Section
    fields: list[forms.BoundField]
    open: bool


class AnswerForm(forms.Form):
    """`due` is what the page shows; `seen` carries its fingerprint, so that nobody confirms values he did not see."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, data: Any = None, *, due: Sequence[DueOffer], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.due = list(due)
        self.fields["seen"].initial = fingerprint(self.due)
        self.contacts = list(self._contact_sections())
        self.offers = [self._offer_section(item) for item in self.due]

    # ---- building -------------------------------------------------------------------------------------------

    def _section(self, key: str, title: str, fields: Iterable[Made], **about: Any) -> Section:
        section = Section(key, title, **about)
        for name, made in fields:
            self.fields[f"{key}-{name}"] = made
            section.names.append(f"{key}-{name}")
        return section

    def _contact_sections(self) -> Iterator[Section]:
        records: dict[tuple[str, int], ContactPoint | Organisation] = {}
        for item in self.due:
            if FieldGroup.PRICE_CONTACT in item.groups:
                record = item.offer.contact_point or item.offer.provider
                records[type(record).__name__, record.pk] = record
        for (kind, pk), record in records.items():
            fields, facts = answer_fields.contact(record), present.contact_facts(record)
            yield self._section(f"{kind[:1].lower()}{pk}", record.name, fields, facts=facts, record=record)

    def _offer_section(self, item: DueOffer) -> Section:
        fields, facts = answer_fields.offer(item), present.facts(item.offer, item.groups)
        return self._section(f"a{item.offer.pk}", item.offer.title, fields, facts=facts, due=item)

    @property
    def contact_blocks(self) -> list[Block]:
        return [self._block(section) for section in self.contacts]

    @property
    def offer_blocks(self) -> list[Block]:
        return [self._block(section) for section in self.offers]

    def _block(self, section: Section) -> Block:
        fields = [self[name] for name in section.names]
        return Block(section, fields, open=any(field.errors for field in fields))

    # ---- reading --------------------------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for section in self.contacts:
            self._clean_hours(section, cleaned)
        for section in self.offers:
            for number in NEW_DATES:
                day, time = (cleaned.get(f"{section.key}-{part}{number}") for part in ("day", "time"))
                if (day is None) != (time is None):
                    missing = "time" if time is None else "day"
                    self._complain(f"{section.key}-{missing}{number}", _("A date needs day and time."))
                elif day is not None and day < clock.today():
                    self._complain(f"{section.key}-day{number}", _("This day is over."))
        return cleaned

    def _complain(self, name: str, text: str) -> None:
        if name in self.fields and name not in self.errors:
            self.add_error(name, text)

    def _clean_hours(self, section: Section, cleaned: dict[str, Any]) -> None:
        name = f"{section.key}-hours"
        if name in cleaned:
            try:
                cleaned[name] = hours_text.read(cleaned[name])
            except ValidationError as error:
                self.add_error(name, error)

    def answer(self) -> Answer:
        """What was said, for the domain; needs a valid form."""
        cleaned = self.cleaned_data
        return Answer(
            seen=cleaned["seen"],
            offers=[
                self._offer(section, section.due)
                for section in self.offers
                if section.due is not None and not cleaned.get(f"{section.key}-later")
            ],
            contacts=[
                ContactAnswer(section.record, self._contact(section))
                for section in self.contacts
                if section.record is not None
            ],
        )

    def _contact(self, section: Section) -> dict[str, Any]:
        names = {"phone": "phone", "email": "email", "hours": "opening_hours"}
        return {
            names[part]: self.cleaned_data[f"{section.key}-{part}"]
            for part in names
            if f"{section.key}-{part}" in self.fields
        }

    def _offer(self, section: Section, item: DueOffer) -> OfferAnswer:
        cleaned, key = self.cleaned_data, section.key
        state = cleaned.get(f"{key}-availability")
        if FieldGroup.AVAILABILITY in item.groups and not state:
            state = item.offer.availability
        return OfferAnswer(
            offer=item.offer,
            groups=item.groups,
            ended=bool(cleaned.get(f"{key}-ended")),
            availability=state or None,
            sessions=self._sessions(section, item),
            costs=self._costs(section, item),
            note=cleaned.get(f"{key}-wrong", ""),
        )

    def _sessions(self, section: Section, item: DueOffer) -> list[Series] | None:
        cleaned, key = self.cleaned_data, section.key
        gone = set(cleaned.get(f"{key}-gone", ()))
        added = [
            (cleaned[f"{key}-day{number}"], cleaned[f"{key}-time{number}"])
            for number in NEW_DATES
            if cleaned.get(f"{key}-day{number}")
        ]
        if not gone and not added:
            return None
        held = list(item.offer.sessions.all())
        lengths = [row.duration_minutes for row in held if row.duration_minutes]
        minutes = lengths[0] if lengths else item.offer.duration_minutes
        kept = [series_of(row) for row in held if str(row.pk) not in gone]
        new = [
            Series.parse(start=dt.datetime.combine(day, time), duration_minutes=minutes)
            for day, time in added
        ]
        return [*kept, *new]

    def _costs(self, section: Section, item: DueOffer) -> list[dict[str, Any]] | None:
        cleaned, key = self.cleaned_data, section.key
        if FieldGroup.PRICE_CONTACT not in item.groups:
            return None
        held = stored(Cost, item.offer.costs)
        made = []
        for number, cost in enumerate(held):
            values = cost.to_json()  # its note stays: words of an offer are the office's to check
            if f"{key}-amount{number}" in self.fields:
                values["amount_cents"] = cleaned.get(f"{key}-amount{number}")
            made.append(values)
        return made if made != [cost.to_json() for cost in held] else None


class NotedAnswerForm(AnswerForm):
    """The office's: it says how the provider's word came."""

    how = forms.CharField(
        label=gettext_lazy("How did you ask?"),
        max_length=200,
        help_text=gettext_lazy(
            "For example: telephone call with the management on 12 May. Please name no persons."
        ),
    )
