"""What search knows of offers and providers: names of facets and numbers, their labels, and the registration."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from umsicht.directory.models import Organisation
from umsicht.offers.enums import OfferState
from umsicht.offers.models import Offer
from umsicht.offers.queries.wording import cost_class_labels, place_mode_labels

OFFER, PROVIDER = "offer", "provider"

# Facets. Codes are vocabulary codes unless said otherwise.
PROBLEM_FIELD = "problem_field"  # fields and their themes
TOPIC = "topic"
AUDIENCE = "audience"
AGE = "age"  # codes of the vocabulary's age groups
GRADE = "grade"  # "1" to "13"
FORMAT = "format"
LEVEL = "level"
COST = "cost_class"  # enums.CostClass
DISTRICT = "district"  # keys of areas
LANGUAGE = "language"
AVAILABILITY = "availability"  # as it may be shown today
CHECKED = "checked"  # REVIEWED, EFFECTIVE
PLACE = "place"  # enums.PlaceMode
SCHOOL_TYPE = "school_type"
FACTOR = "factor"
SECTOR = "sector"  # providers only

REVIEWED = "geprueft"
EFFECTIVE = "wirksam"

# Numbers to sort and filter by.
CENTS = "cost"
AGE_FROM, AGE_TO = "age_from", "age_to"  # years; open ends are 0 and 150, nothing if no age is stated
CONFIRMED = "confirmed"  # days since 1970
NEXT_DATE = "next_date"  # minutes since 1970
NEWEST = "published"  # minutes since 1970


def cost_labels() -> dict[str, str]:
    return cost_class_labels()


def place_labels() -> dict[str, str]:
    return place_mode_labels()


def grade_labels() -> dict[str, str]:
    return {str(grade): _("Grade %(grade)s") % {"grade": grade} for grade in range(1, 14)}


def checked_labels() -> dict[str, str]:
    return {REVIEWED: _("Reviewed within three years"), EFFECTIVE: _("At least probably effective")}


def offer_ids() -> Iterable[int]:
    """Every offer that may be found; hidden ones are sorted out when they are read."""
    # unscoped: the index holds the whole instance
    return (
        Offer.objects.with_scopes_disabled()
        .filter(state=OfferState.PUBLISHED)
        .order_by("pk")
        .values_list("pk", flat=True)
        .iterator(chunk_size=10_000)
    )


def provider_ids() -> Iterable[int]:
    # unscoped: the index holds the whole instance
    return (
        Organisation.objects.with_scopes_disabled()
        .filter(is_provider=True, is_public=True)
        .order_by("pk")
        .values_list("pk", flat=True)
        .iterator(chunk_size=10_000)
    )
