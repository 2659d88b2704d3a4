"""Offers on paper: what one needs to go there or call, and where the facts come from."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from umsicht.core import clock
from umsicht.core.documents import Block, Meta, blocks, pdf_of_blocks
from umsicht.offers.models import Offer
from umsicht.offers.queries import freshness, wording
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import Catalogue
from umsicht.web.public import frame
from umsicht.web.public.frame import Portal
from umsicht.web.public.offer import contact, effect, labels
from umsicht.web.public.offer.page import (
    access,
    booking_steps,
    date_lines,
    lessons,
    next_dates,
    places,
)

Facts = list[tuple[str, str]]


def facts(offer: Offer, words: Catalogue) -> Facts:
    """The facts of a list entry."""
    return [
        (_("For"), labels.audience(vars(offer), words)),
        (
            _("Form"),
            ", ".join(
                part
                for part in (
                    labels.joined(labels.of(words, Scheme.FORMAT, offer.formats)),
                    wording.duration_text(offer.duration_minutes),
                )
                if part
            ),
        ),
        (_("Costs"), wording.cost_summary(offer.costs)),
        (
            _("Place"),
            wording.place_text(
                offer.place_modes,
                area=offer.area_name,
                venue=offer.venue,
                radius_km=offer.radius_km,
                town=offer.tenant.name,
            ),
        ),
        (_("Languages"), labels.joined(labels.of(words, Scheme.LANGUAGE, offer.languages))),
    ]


def _contact_facts(offer: Offer, words: Catalogue) -> Facts:
    held = contact.of_offer(offer, words)
    return [
        (_("Provider"), offer.provider.name),
        (_("Who answers"), held.role),
        (_("Telephone"), held.phone),
        (_("E-mail"), held.email),
        (_("Address"), ", ".join(held.lines)),
        (_("Hours"), "; ".join(held.hours)),
    ]


def _meta(portal: Portal, title: str, offers: Sequence[Offer]) -> Meta:
    return Meta(
        title=title,
        author=frame.office_of(portal),
        date=clock.today(),
        letterhead=(portal.name, frame.office_of(portal)),
        marking=_("Contains made-up demo entries") if any(offer.is_demo for offer in offers) else "",
        source_line=_("From %(address)s, as of %(day)s. Please check before you go: entries may change.")
        % {"address": frame.absolute(portal.url()), "day": f"{clock.today():%d.%m.%Y}"},
    )


def _dates(offer: Offer) -> list[Block]:
    shown, more = date_lines(next_dates(offer))
    if not shown:
        return []
    lines = [*shown, _("More dates follow.")] if more else shown
    return [blocks.paragraph(_("Next dates:")), blocks.bullets(lines)]


def _confirmed(offer: Offer) -> Block:
    return blocks.paragraph(freshness.confirmed_text(offer.confirmed_on))


def _title(offer: Offer) -> str:
    return f"{offer.title} (Demo)" if offer.is_demo else offer.title


def _address(offer: Offer) -> str:
    return frame.absolute(f"/{offer.tenant.slug}/angebote/{offer.slug}")


def _help() -> Block:
    return blocks.notice(
        _("In danger"),
        blocks.paragraph(
            _("Police 110 · ambulance and fire brigade 112 · TelefonSeelsorge 0800 111 0 111, free of charge")
        ),
    )


def of_list(offers: Sequence[Offer], portal: Portal, words: Catalogue) -> bytes:
    """The watch list as PDF/UA; holds nothing about the person who printed it."""
    parts: list[Block] = []
    for offer in offers:
        parts += [
            blocks.heading(_title(offer)),
            blocks.paragraph(offer.summary),
            blocks.facts([*facts(offer, words), *_contact_facts(offer, words)]),
            *_dates(offer),
            _confirmed(offer),
            blocks.paragraph(_address(offer)),
        ]
    return pdf_of_blocks([*parts, _help()], meta=_meta(portal, _("Watch list"), offers))


def of_offer(offer: Offer, portal: Portal, words: Catalogue) -> bytes:
    """One offer in full as PDF/UA."""
    free = places(offer, words)
    access_words, stated = access(offer, words)
    parts: list[Block] = [
        blocks.paragraph(offer.summary),
        blocks.facts(
            [
                *facts(offer, words),
                (_("Group"), wording.group_text(offer.group_min, offer.group_max)),
                (_("Free places"), f"{free.word}. {free.text}"),
                (_("Accessibility"), labels.joined(access_words) if stated else _("not stated, please ask")),
            ]
        ),
        blocks.heading(_("Who is this good for?")),
        *[blocks.paragraph(part) for part in offer.description.split("\n") if part.strip()],
    ]
    if offer.eligibility:
        parts.append(blocks.paragraph(f"{_('Who may come:')} {offer.eligibility}"))
    if offer.what_happens:
        parts += [blocks.heading(_("What happens?")), blocks.bullets(offer.what_happens)]
    parts += _dates(offer)
    parts += [
        blocks.heading(_("How to book")),
        blocks.bullets(booking_steps(offer)),
        blocks.facts(_contact_facts(offer, words)),
        *_effect(offer, words),
        *_lessons(offer, words),
        _confirmed(offer),
        blocks.paragraph(_address(offer)),
        _help(),
    ]
    return pdf_of_blocks(parts, meta=_meta(portal, _title(offer), [offer]))


def _effect(offer: Offer, words: Catalogue) -> list[Block]:
    known = effect.of(offer, words)
    parts = [blocks.heading(_("What is known about the effect?"))]
    if known.lead:
        parts.append(blocks.paragraph(known.lead))
    if known.programme:
        parts.append(
            blocks.paragraph(
                f"{known.programme}: {known.tier}" + (f" ({known.tier_note})" if known.tier_note else "")
            )
        )
    if known.fidelity:
        parts.append(blocks.paragraph(known.fidelity))
    if known.findings:
        columns = [blocks.Column(_("Goal")), blocks.Column(_("Finding")), blocks.Column(_("Basis"), width=2)]
        parts.append(blocks.table(columns, [[row.outcome, row.word, row.basis] for row in known.findings]))
    return parts


def _lessons(offer: Offer, words: Catalogue) -> list[Block]:
    rows = [[item.subject, item.grades, item.area] for item in lessons(offer, words)]
    if not rows:
        return []
    columns = [
        blocks.Column(_("Subject")),
        blocks.Column(_("Grade")),
        blocks.Column(_("Learning area"), width=2),
    ]
    return [blocks.heading(_("Fits into lessons")), blocks.table(columns, rows)]
