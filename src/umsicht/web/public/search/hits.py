"""One search hit as the page shows it, made from a plain row: no record, no query, a few microseconds each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from umsicht.offers.queries import freshness, wording
from umsicht.ui import markup
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import Catalogue

Row = Mapping[str, Any]
Pieces = Sequence[tuple[str, bool]]
Highlight = Callable[[str, int], Pieces]
MAX_WHY = 4


@dataclass(frozen=True)
class Hit:
    id: int
    url: str
    title: str
    provider: str
    town: str
    is_demo: bool
    summary: SafeString
    why: SafeString
    facts: tuple[tuple[str, str], ...]
    side: SafeString


@dataclass(frozen=True)
class Reader:
    """What all hits of one page share."""

    catalogue: Catalogue
    highlight: Highlight
    chosen: Mapping[str, tuple[str, ...]]  # facet → codes asked for, by the person or recognised in the query
    today: dt.date
    show_town: bool

    def hit(self, row: Row) -> Hit:
        town = row["tenant__name"] if self.show_town else ""
        return Hit(
            id=row["id"],
            url=f"/{row['tenant__slug']}/angebote/{row['slug']}",
            title=row["title"],
            provider=row["provider__name"],
            town=town,
            is_demo=row["is_demo"],
            summary=marked(self.highlight(row["summary"], 0)),
            why=self._why(row),
            facts=self._facts(row),
            side=self._side(row),
        )

    def _facts(self, row: Row) -> tuple[tuple[str, str], ...]:
        formats = self.catalogue.labels(Scheme.FORMAT)
        form = ", ".join(formats.get(code, code) for code in row["formats"][:2])
        duration = wording.duration_text(row["duration_minutes"])
        place = wording.place_text(
            row["place_modes"], area=row["area_name"], venue=row["venue"], radius_km=row["radius_km"]
        )
        facts = (
            (_("Form"), ", ".join(part for part in (form, duration) if part)),
            (_("Costs"), wording.cost_summary(row["costs"])),
            (_("Where"), place),
        )
        return tuple((term, text[:1].upper() + text[1:]) for term, text in facts if text)

    def _why(self, row: Row) -> SafeString:
        """The vocabulary words that meet the search: chosen filters first, then words that carry a typed one."""
        found: list[str] = []
        for scheme, field in _WHY:
            labels = self.catalogue.labels(scheme)
            wanted = set(self.chosen.get(scheme, ()))
            for code in row[field]:
                label = labels.get(code, code)
                pieces = self.highlight(label, 0)
                if code in wanted:
                    found.append(f'<span class="um-mark">{conditional_escape(label)}</span>')
                elif any(hit for _text, hit in pieces):
                    found.append(marked(pieces))
        grades = wording.grade_text(row["grade_from"], row["grade_to"])
        if grades and self.chosen.get("grade"):
            found.append(f'<span class="um-mark">{conditional_escape(grades)}</span>')
        return mark_safe(", ".join(found[:MAX_WHY]))  # noqa: S308 - each part is escaped above

    def _side(self, row: Row) -> SafeString:
        free = freshness.free_now(
            row["availability"], row["availability_as_of"], freshness.keeps_for(self.catalogue), self.today
        )
        parts = [f"<div><p>{markup.light(freshness.light(free.state))}</p>"]
        if free.as_of is not None:
            parts.append(
                f'<p class="um-meta">{conditional_escape(_("As of %(day)s") % {"day": markup.day(free.as_of)})}</p>'
            )
        parts.append("</div>")
        confirmed = freshness.confirmed_text(row["confirmed_on"], self.today)
        parts.append(f'<p class="um-meta">{conditional_escape(confirmed)}</p>')
        if row["reviewed_on"] is None:
            parts.append(f'<p class="um-meta">{conditional_escape(_("Not yet reviewed by the board"))}</p>')
        return mark_safe("".join(parts))  # noqa: S308 - each part is escaped above


# Where a reason may come from, in the order in which it helps a reader.
_WHY: tuple[tuple[str, str], ...] = (
    (Scheme.PROBLEM_FIELD, "problem_fields"),
    (Scheme.TOPIC, "topics"),
    (Scheme.AUDIENCE, "audiences"),
    (Scheme.FORMAT, "formats"),
)


def marked(pieces: Iterable[tuple[str, bool]]) -> SafeString:
    """Text with the words that matched marked up; every piece is escaped."""
    return mark_safe(  # noqa: S308 - escaped here
        "".join(
            f"<mark>{conditional_escape(text)}</mark>" if hit else conditional_escape(text)
            for text, hit in pieces
        )
    )
