"""A leaflet on one page for an offer of the demo: what it says is what the offer's record says."""

from __future__ import annotations

from umsicht.core.documents import Meta, pdf_of_blocks
from umsicht.core.documents.blocks import Block, bullets, facts, heading, notice, paragraph
from umsicht.offers.models import Offer
from umsicht.offers.queries import wording
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue

_INVENTED = (
    "Dieses Angebot, dieser Anbieter und diese Kontakte gehören zur Vorführung. Bitte rufen Sie nicht an."
)


def leaflet(offer: Offer, title: str) -> bytes:
    """The PDF (PDF/UA, PDF/A); the same record gives the same bytes."""
    blocks = [
        paragraph(offer.summary),
        heading("Auf einen Blick"),
        _facts(offer),
        paragraph(offer.description),
        *([heading("Was passiert?"), bullets(offer.what_happens)] if offer.what_happens else []),
        *([heading("Gut zu wissen"), bullets(offer.good_to_know)] if offer.good_to_know else []),
        heading("Kontakt"),
        facts(
            [
                ("Anbieter", offer.provider.name),
                ("Wer antwortet", offer.contact_role),
                ("Telefon", offer.provider.phone),
                ("E-Mail", offer.provider.email),
            ]
        ),
        notice("Demo", paragraph(_INVENTED)),
    ]
    meta = Meta(
        title=title,
        author=offer.provider.name,
        date=offer.edited_on,
        letterhead=(offer.provider.name,),
        marking="Demo",
        accent=offer.tenant.accent or "#0b5058",
    )
    return pdf_of_blocks(blocks, meta=meta)


def _facts(offer: Offer) -> Block:
    audiences = catalogue(offer.tenant).labels(Scheme.AUDIENCE, "de")
    place = wording.place_text(
        offer.place_modes,
        area=offer.area_name,
        venue=offer.venue,
        radius_km=offer.radius_km,
        town=offer.tenant.name,
    )
    whom = [audiences.get(code, code) for code in offer.audiences]
    exact = wording.grade_text(offer.grade_from, offer.grade_to) or wording.age_text(
        offer.age_from, offer.age_to
    )
    return facts(
        [
            ("Für", ", ".join([*whom, *([exact] if exact else [])])),
            ("Dauer", wording.duration_text(offer.duration_minutes)),
            ("Gruppe", wording.group_text(offer.group_min, offer.group_max)),
            ("Kosten", wording.cost_summary(offer.costs)),
            ("Ort", place),
            ("Anmeldung", str(offer.get_booking_display())),
        ]
    )
