"""What is known about the effect: the programme's tier, one row per outcome, and how it is delivered here."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.translation import gettext as _

from umsicht.core.clock import parse_date
from umsicht.core.errors import BadInput
from umsicht.offers.enums import Direction
from umsicht.offers.models import Offer, Programme
from umsicht.offers.values import Outcome, stored
from umsicht.ui import markup as ui
from umsicht.ui.markup import day
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import Catalogue
from umsicht.web.public import markup
from umsicht.web.public.offer import labels

# Filled squares of the evidence step per tier; tiers that say nothing about effect have none.
STEPS = {"gl-3": 3, "gl-2": 2, "gl-1": 1}
SHORTENED = "gekuerzt"
ADAPTED = "angepasst"


@dataclass(frozen=True)
class Finding:
    """One outcome. `tone` is "good", "warn" or "bad", always beside the word."""

    outcome: str
    word: str
    tone: str
    basis: str
    source_url: str
    as_of: str

    @property
    def basis_html(self) -> str:
        source, when = "", f", {self.as_of}" if self.as_of else ""
        if self.source_url:
            hidden = format_html('<span class="kern-sr-only">: {}</span>', self.outcome)
            source = format_html('. <a href="{}">{}{}</a>', self.source_url, _("Source"), hidden)
        return format_html("{}{}{}", self.basis, source, when)


@dataclass(frozen=True)
class Effect:
    """Everything the section on effect shows. Without a programme only `lead` is set."""

    lead: str
    programme: str = ""
    developer: str = ""
    made_for: str = ""
    aim: str = ""
    concept: str = ""
    theory: str = ""
    local_fact: str = ""
    step: int = 0
    tier: str = ""
    tier_note: str = ""
    tier_source: str = ""
    registry_url: str = ""
    programme_url: str = ""
    fidelity: str = ""
    fidelity_note: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def table(self) -> str:
        """The findings as a table, goal by goal."""
        if not self.findings:
            return ""
        caption = _("What studies found, goal by goal. Each line holds for its own goal only.")
        rows = [(row.outcome, ui.tag(row.word, row.tone), row.basis_html) for row in self.findings]
        return markup.table(caption, [_("Goal"), _("Finding"), _("Basis")], rows)


def _words() -> dict[str, tuple[str, str]]:
    return {
        Direction.POSITIVE: (_("Studies found the wanted effect"), "good"),
        Direction.MIXED: (_("Studies disagree"), "warn"),
        Direction.NULL: (_("Studies found no effect"), "warn"),
        Direction.NEGATIVE: (_("Studies found harm"), "bad"),
    }


def _day(text: str) -> str:
    try:
        return day(parse_date(text)) if text else ""
    except BadInput:
        return ""


def _finding(outcome: Outcome) -> Finding:
    word, tone = _words()[outcome.direction]
    return Finding(outcome.outcome, word, tone, outcome.design, outcome.source_url, _day(outcome.as_of))


def _fidelity(offer: Offer) -> str:
    if offer.fidelity == SHORTENED:
        return _("Shortened here: the studies looked at the longer form. Their results hold only in part.")
    if offer.fidelity == ADAPTED:
        return _("Adapted here: parts differ from the form that was studied.")
    return ""


def _developer(programme: Programme) -> str:
    """The note is the curator's reservation: as long as there is one, the name is not certain enough to show."""
    return "" if programme.organisation_note else programme.organisation_name


def _tier_note(offer: Offer) -> str:
    programme = offer.programme
    if programme is None:
        return ""
    parts = []
    if programme.evidence_stated_by == "organisation":
        parts.append(_("stated by the developers, not by the register itself"))
    elif programme.evidence_stated_by == "registry":
        parts.append(_("stated by the register"))
    if programme.evidence_basis:
        parts.append(programme.evidence_basis)
    if programme.evidence_as_of:
        parts.append(_("as of %(day)s") % {"day": day(programme.evidence_as_of)})
    return ", ".join(parts)


def of(offer: Offer, catalogue: Catalogue) -> Effect:
    programme = offer.programme
    if programme is None:
        return Effect(
            lead=_(
                "This offer was developed here. We know of no study on it. That does not mean that it has no effect."
            )
        )
    findings = tuple(_finding(outcome) for outcome in stored(Outcome, programme.outcomes))
    return Effect(
        lead="" if findings else _("For this programme we hold no results of studies yet."),
        programme=programme.name,
        developer=_developer(programme),
        made_for=labels.audience(vars(programme), catalogue),
        aim=programme.aim,
        concept=programme.concept,
        theory=programme.theory,
        local_fact=programme.local_fact,
        step=STEPS.get(programme.evidence_tier, 0),
        tier=catalogue.label(Scheme.EVIDENCE_TIER, programme.evidence_tier),
        tier_note=_tier_note(offer),
        tier_source=programme.evidence_source_url,
        registry_url=programme.registry_url,
        programme_url=programme.source_url,
        fidelity=_fidelity(offer),
        fidelity_note=offer.fidelity_note,
        findings=findings,
    )
