"""The profile of a town or district as PDF/UA. What other packages know of it comes in as blocks of theirs."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from umsicht.core import clock, numbers
from umsicht.core.documents import Block, Meta, blocks, pdf_of_blocks
from umsicht.council.values import day_text
from umsicht.situation.interfaces import wording
from umsicht.situation.interfaces.need_words import confirmed_text, evidence_text, who_text
from umsicht.situation.interfaces.survey_words import share_text, span_text
from umsicht.situation.queries.profile import Count, Profile
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue


def pdf(found: Profile, more: Sequence[Block] = ()) -> bytes:
    """`more` stands before the needs."""
    tenant = found.tenant
    office = tenant.portal_by or tenant.official_name or tenant.name
    meta = Meta(
        title=title_of(found),
        author=office,
        date=clock.today(),
        letterhead=(tenant.title, office),
        source_line=_("Records of this portal as of %(day)s. %(source)s")
        % {"day": day_text(clock.today()), "source": found.area_source},
    )
    return pdf_of_blocks(content(found, more), meta=meta)


def title_of(found: Profile) -> str:
    if found.district is None:
        return _("Profile of %(town)s") % {"town": found.name}
    return _("Profile of %(district)s in %(town)s") % {"district": found.name, "town": found.tenant.name}


def facts(found: Profile) -> list[tuple[str, str]]:
    """People and area, with their day; unknown ones are left out."""
    day = day_text(found.population_as_of)
    people = numbers.show(found.population) if found.population else ""
    return [
        (_("Inhabitants"), f"{people} ({day})" if people and day else people),
        (_("Surface area"), numbers.show(found.area_km2, places=1, unit="km²") if found.area_km2 else ""),
        (_("Inhabitants per km²"), numbers.show(found.density) if found.density else ""),
    ]


def content(found: Profile, more: Sequence[Block] = ()) -> list[Block]:
    parts: list[Block] = [blocks.facts(facts(found))]
    parts += _facilities(found)
    parts += _counts(_("Offers by problem field"), _("Problem field"), found.fields)
    parts += _counts(_("Offers by audience"), _("For whom"), found.audiences)
    parts += [*more, *_needs(found), *_factors(found), *_crime(found)]
    return parts


def _facilities(found: Profile) -> list[Block]:
    if not found.facilities:
        return []
    columns = [blocks.Column(_("Kind"), width=4), blocks.Column(_("How many of them"), "right")]
    rows = [[label, numbers.show(number)] for _kind, label, number in found.facilities]
    return [blocks.heading(_("Institutions")), blocks.table(columns, rows)]


def _counts(title: str, first: str, counts: Sequence[Count]) -> list[Block]:
    if not counts:
        return []
    columns = [
        blocks.Column(first, width=4),
        blocks.Column(_("Offers"), "right"),
        blocks.Column(_("of these current"), "right", 1.4),
        blocks.Column(_("of these checked"), "right", 1.4),
    ]
    rows = [[one.label, *(numbers.show(n) for n in (one.offers, one.fresh, one.checked))] for one in counts]
    note = _("An offer counts in each of its terms. Current: confirmed by its provider within a year.")
    return [blocks.heading(title), blocks.table(columns, rows, note=note)]


def _needs(found: Profile) -> list[Block]:
    parts: list[Block] = [blocks.heading(_("Confirmed needs"))]
    if not found.needs:
        return [*parts, blocks.paragraph(_("No need is on record that a body has confirmed."))]
    for need in found.needs:
        parts.append(blocks.heading(need.title, level=2))
        pairs = [(_("Who"), who_text(need)), (_("State"), str(need.get_state_display()))]
        pairs += [(_("Confirmed by"), confirmed_text(need)), (_("What is missing"), need.what)]
        parts.append(blocks.facts(pairs))
        proofs = [f"{row.label} ({day_text(row.on)}): {evidence_text(row)}" for row in need.evidence.all()]
        parts += [blocks.bullets(proofs)] if proofs else []
    return parts


def _factors(found: Profile) -> list[Block]:
    if not found.factors:
        return []
    labels = catalogue(found.tenant).labels(Scheme.FACTOR)
    columns = [
        blocks.Column(_("Factor"), width=3),
        blocks.Column(_("Answer"), width=2),
        blocks.Column(_("Share of answers"), "right"),
        blocks.Column(_("Interval (95 %)"), "right", 1.6),
        blocks.Column(_("Survey"), width=2),
    ]
    rows = [
        [
            labels.get(question.item.factor, ""),
            one.answer,
            share_text(one),
            span_text(one),
            question.survey.title,
        ]
        for question, group in found.factors
        for one in group.answers
    ]
    return [blocks.heading(_("Risk and protective factors from surveys")), blocks.table(columns, rows)]


def _crime(found: Profile) -> list[Block]:
    if found.crime is None:
        return []
    columns = [
        blocks.Column(_("Crime statistics"), width=4),
        blocks.Column(_("Year"), "right"),
        blocks.Column(_("Cases"), "right"),
        blocks.Column(_("per 100,000"), "right", 1.4),
    ]
    rows = [
        [
            line.title,
            str(line.year),
            numbers.show(line.cases) if line.cases is not None else _("too few"),
            wording.rate(line.rate),
        ]
        for line in found.crime.lines
    ]
    note = f"{crime_note(found)} {crime_source(found)}"
    return [blocks.heading(_("Recorded crime")), blocks.table(columns, rows, note=note)]


def crime_source(found: Profile) -> str:
    """Source with licence, and the state of the tables: their day, or the years they count where they name none."""
    if found.crime is None:
        return ""
    lines = found.crime.lines
    sources = dict.fromkeys(f"{line.source} ({line.licence})" for line in lines)
    states = dict.fromkeys(wording.state_as(line.as_of, line.version, line.year) for line in lines)
    words = {"sources": "; ".join(sources), "states": "; ".join(states)}
    return _("%(sources)s. As of: %(states)s.") % words


def crime_note(found: Profile) -> str:
    """For which area the figures count, and what they leave out."""
    if found.crime is None:
        return ""
    name = found.crime.region.name
    where = (
        _("Figures of %(name)s; there are none below it.") % {"name": name}
        if found.crime.is_own
        else _("Figures of the whole district %(name)s, not of the town alone.") % {"name": name}
    )
    return f"{where} {_('Recorded crime is what the police came to know.')}"
