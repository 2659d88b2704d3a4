"""One search hit as the page shows it, drawn in Python from a plain row: no record, no query, no template, since twenty
of them would cost half of the page (docs/explanation/ui.md). Everything is escaped where it is put in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from umsicht.enquiries.queries.figures import reply_text
from umsicht.offers.queries import freshness, wording
from umsicht.offers.values import Written
from umsicht.ui import markup
from umsicht.ui.markup import escaped
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import Catalogue

Row = Mapping[str, Any]
Pieces = Sequence[tuple[str, bool]]
Facts = tuple[tuple[str, str], ...]
Highlight = Callable[[str, int], Pieces]
MAX_WHY = 4


@dataclass(frozen=True)
class Reader:
    """What all hits of one page share."""

    catalogue: Catalogue
    highlight: Highlight
    chosen: Mapping[str, tuple[str, ...]]  # facet → codes asked for, by the person or recognised in the query
    today: dt.date
    show_town: bool
    reply_days: Mapping[int, int] | None = None  # provider → how fast it usually answers

    def drawn(self, rows: Iterable[Row]) -> SafeString:
        """The hits one below the other, each with all that is known of it."""
        return mark_safe("".join(self._card(row) for row in rows))  # noqa: S308 - escaped in _card

    def drawn_beside_map(self, rows: Iterable[Row], first: int) -> SafeString:
        """The hits as list entries with the numbers of their points on the map."""
        return mark_safe("".join(self._entry(row, number) for number, row in enumerate(rows, first)))  # noqa: S308 - as above

    def _link(self, row: Row) -> str:
        demo = ' <span class="um-tag">Demo</span>' if row["is_demo"] else ""
        return f'<a href="/{row["tenant__slug"]}/angebote/{row["slug"]}">{escaped(row["title"])}</a>{demo}'

    def _by(self, row: Row) -> str:
        town = f", {escaped(row['tenant__name'])}" if self.show_town else ""
        return f'<p class="um-meta">{escaped(row["provider__name"])}{town}</p>'

    def _entry(self, row: Row, number: int) -> str:
        return (
            f'<li id="a{row["id"]}" class="um-stack um-stack--tight"><h3 class="kern-heading-small">'
            f'<span class="um-num um-meta">{number}</span> {self._link(row)}</h3>\n{self._by(row)}\n'
            f'<p class="um-small">{" · ".join(escaped(text) for _term, text in self._facts(row))}</p></li>\n'
        )

    def _card(self, row: Row) -> str:
        why = self._why(row)
        if why:
            why = f'<p class="um-hit__why">{self._because} {why}</p>\n'
        return (
            f'<article class="um-hit" id="a{row["id"]}"><div class="um-stack"><div class="um-stack um-stack--tight">\n'
            f'<h3 class="kern-heading-medium">{self._link(row)}</h3>\n{self._by(row)}</div>\n'
            f"<p>{marked(self.highlight(row['summary'], 0))}</p>\n{why}"
            f'<dl class="um-facts um-facts--inline um-small">{_listed(self._facts(row))}</dl>\n'
            f'</div><div class="um-hit__side">{self._side(row)}{self._answers(row)}{self._ask(row)}</div></article>\n'
        )

    def _answers(self, row: Row) -> str:
        """How fast the provider usually answers, beside the light."""
        text = reply_text((self.reply_days or {}).get(row["provider_id"]))
        return f'<p class="um-meta">{escaped(text[:1].upper() + text[1:])}</p>' if text else ""

    def _ask(self, row: Row) -> str:
        """A box of the form around the hits: whom to send one enquiry to."""
        return (
            f'<label class="um-small um-noprint um-row"><input type="checkbox" name="o" value="{row["id"]}">'
            f'{self._ask_word}<span class="kern-sr-only">: {escaped(row["title"])}</span></label>'
        )

    @cached_property
    def _ask_word(self) -> str:
        return escaped(_("Ask this one"))

    @cached_property
    def _because(self) -> str:
        return escaped(_("Fits because:"))

    @cached_property
    def _formats(self) -> Mapping[str, str]:
        return self.catalogue.labels(Scheme.FORMAT)

    @cached_property
    def _keeps(self) -> Mapping[str, int]:
        return freshness.keeps_for(self.catalogue)

    @cached_property
    def _language(self) -> str:
        return get_language() or ""

    @cached_property
    def _whys(self) -> list[tuple[str, Mapping[str, str], frozenset[str]]]:
        return [
            (field, self.catalogue.labels(scheme), frozenset(self.chosen.get(scheme, ())))
            for scheme, field in _WHY
        ]

    def _facts(self, row: Row) -> Facts:
        form = ", ".join(self._formats.get(code, code) for code in row["formats"][:2])
        return _facts_of(
            self._language,
            (form, row["duration_minutes"]),
            (tuple(row["place_modes"]), row["area_name"], row["venue"], row["radius_km"]),
            Written(row["costs"]),
        )

    def _why(self, row: Row) -> str:
        """The vocabulary words that meet the search: chosen filters first, then words that carry a typed one."""
        found: list[str] = []
        for field, labels, wanted in self._whys:
            for code in row[field]:
                label = labels.get(code, code)
                if code in wanted:
                    found.append(f'<span class="um-mark">{escaped(label)}</span>')
                    continue
                pieces = self.highlight(label, 0)
                if any(hit for _text, hit in pieces):
                    found.append(marked(pieces))
        if self.chosen.get("grade"):
            grades = wording.grade_text(row["grade_from"], row["grade_to"])
            if grades:
                found.append(f'<span class="um-mark">{escaped(grades)}</span>')
        return ", ".join(found[:MAX_WHY])

    def _side(self, row: Row) -> str:
        free = freshness.free_now(row["availability"], row["availability_as_of"], self._keeps, self.today)
        return _drawn_side(
            self._language,
            free.state,
            free.as_of,
            row["confirmed_on"],
            self.today,
            row["reviewed_on"] is None,
            row["stale_on"] is not None,
        )


@lru_cache(maxsize=4096)
def _facts_of(
    language: str,
    form: tuple[str, int | None],
    place: tuple[tuple[str, ...], str, str, int | None],
    costs: Written,
) -> Facts:
    """Form, costs and place. Kept, because the same few answers stand on every page; `language` is the active one."""
    modes, area, venue, radius = place
    facts = (
        (_("Form"), ", ".join(part for part in (form[0], wording.duration_text(form[1])) if part)),
        (_("Costs"), wording.cost_summary(costs.value)),
        (_("Where"), wording.place_text(modes, area=area, venue=venue, radius_km=radius)),
    )
    return tuple((term, text[:1].upper() + text[1:]) for term, text in facts if text)


@lru_cache(maxsize=4096)
def _listed(facts: Facts) -> str:
    return "".join(f"<div><dt>{escaped(term)}</dt><dd>{escaped(text)}</dd></div>" for term, text in facts)


@lru_cache(maxsize=4096)
def _drawn_side(
    language: str,
    state: str,
    as_of: dt.date | None,
    confirmed_on: dt.date | None,
    today: dt.date,
    unreviewed: bool,  # noqa: FBT001 - part of the key
    stale: bool,  # noqa: FBT001 - part of the key
) -> str:
    """Free places and the clocks as HTML, kept like the facts."""
    parts = [f"<div><p>{markup.light(freshness.light(state))}</p>"]
    if as_of is not None:
        parts.append(f'<p class="um-meta">{escaped(_("As of %(day)s") % {"day": markup.day(as_of)})}</p>')
    if stale:
        parts.append(
            f'</div><p class="um-meta">{markup.icon("warning")} {escaped(freshness.stale_text(confirmed_on, today))}</p>'
        )
    else:
        parts.append(f'</div><p class="um-meta">{escaped(freshness.confirmed_text(confirmed_on, today))}</p>')
    if unreviewed:
        parts.append(f'<p class="um-meta">{escaped(_("Not yet reviewed by the board"))}</p>')
    return "".join(parts)


# Where a reason may come from, in the order in which it helps a reader.
_WHY: tuple[tuple[str, str], ...] = (
    (Scheme.PROBLEM_FIELD, "problem_fields"),
    (Scheme.TOPIC, "topics"),
    (Scheme.AUDIENCE, "audiences"),
    (Scheme.FORMAT, "formats"),
)


def marked(pieces: Iterable[tuple[str, bool]]) -> str:
    """Text with the words that matched marked up; every piece is escaped."""
    return "".join(f"<mark>{escaped(text)}</mark>" if hit else escaped(text) for text, hit in pieces)
