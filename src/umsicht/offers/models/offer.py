from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from umsicht.directory.models import ContactPoint, Organisation
from umsicht.offers.enums import Availability, Booking, OfferState, Origin
from umsicht.tenancy.models import TenantOwned

from .programme import Programme


class Offer(TenantOwned):  # type: ignore[django-manager-missing]
    """What a provider delivers here (prevention offer). Term lists hold vocabulary codes in the vocabulary's order.

    Ages in years, grades 1-13, both ends included, no end = open. `costs` and `curriculum` are JSON of the value
    classes in offers.values; `cost_from_cents` is the cheapest amount the reader may have to pay (null: unknown).
    Three clocks, calendar days: edited, confirmed (by the provider), reviewed (by the review board). `stale_on`: since
    when it ranks lower, because nobody confirmed it in spite of reminders.
    `lat`/`lon` (WGS 84) and `area_key` say where it takes place or starts from; `next_date` is derived from sessions.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("code"), max_length=80, blank=True)
    slug = models.SlugField(_("address"), max_length=120)
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="offers")
    contact_point = models.ForeignKey(
        ContactPoint, on_delete=models.SET_NULL, null=True, blank=True, related_name="offers"
    )
    contact_role = models.CharField(_("who answers (role)"), max_length=120, blank=True)
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="offers"
    )
    origin = models.CharField(max_length=12, choices=Origin.choices, default=Origin.HOME_GROWN)
    fidelity = models.CharField(_("fidelity to the programme"), max_length=20, default="eigenes-angebot")
    fidelity_note = models.CharField(max_length=300, blank=True)

    title = models.CharField(_("title"), max_length=160)
    summary = models.CharField(_("in one sentence"), max_length=300)
    description = models.TextField(_("description"), blank=True)
    what_happens = models.JSONField(_("what happens"), default=list, blank=True)
    good_to_know = models.JSONField(_("good to know"), default=list, blank=True)
    eligibility = models.CharField(_("who may come"), max_length=400, blank=True)
    preparation = models.CharField(_("preparation needed"), max_length=400, blank=True)

    problem_fields = models.JSONField(_("problem fields"), default=list, blank=True)
    topics = models.JSONField(_("topics"), default=list, blank=True)
    factors = models.JSONField(_("risk and protective factors"), default=list, blank=True)
    audiences = models.JSONField(_("audiences"), default=list, blank=True)
    formats = models.JSONField(_("formats"), default=list, blank=True)
    settings = models.JSONField(_("settings"), default=list, blank=True)
    school_types = models.JSONField(_("school types"), default=list, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    accessibility = models.JSONField(_("accessibility"), default=list, blank=True)
    level = models.CharField(_("level of prevention"), max_length=20, blank=True)
    age_from = models.PositiveSmallIntegerField(_("age from"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("age to"), null=True, blank=True)
    grade_from = models.PositiveSmallIntegerField(_("grade from"), null=True, blank=True)
    grade_to = models.PositiveSmallIntegerField(_("grade to"), null=True, blank=True)
    duration_minutes = models.PositiveIntegerField(_("duration in minutes"), null=True, blank=True)
    group_min = models.PositiveIntegerField(_("smallest group"), null=True, blank=True)
    group_max = models.PositiveIntegerField(_("largest group"), null=True, blank=True)

    place_modes = models.JSONField(_("where"), default=list, blank=True)
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    area_key = models.CharField(_("city district"), max_length=40, blank=True)
    area_name = models.CharField(_("name of the district"), max_length=100, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    radius_km = models.PositiveSmallIntegerField(_("comes to you within km"), null=True, blank=True)

    booking = models.CharField(
        _("booking"), max_length=16, choices=Booking.choices, default=Booking.REGISTRATION
    )
    costs = models.JSONField(_("costs"), default=list, blank=True)
    cost_from_cents = models.PositiveIntegerField(null=True, blank=True)
    curriculum = models.JSONField(_("curriculum links"), default=list, blank=True)
    availability = models.CharField(max_length=12, choices=Availability.choices, default=Availability.UNKNOWN)
    availability_as_of = models.DateField(null=True, blank=True)

    state = models.CharField(max_length=12, choices=OfferState.choices, default=OfferState.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    edited_on = models.DateField(_("edited"))
    confirmed_on = models.DateField(_("confirmed by the provider"), null=True, blank=True)
    reviewed_on = models.DateField(_("reviewed by the board"), null=True, blank=True)
    stale_on = models.DateField(_("ranks lower since"), null=True, blank=True)
    next_date = models.DateTimeField(null=True, blank=True)
    has_sessions = models.BooleanField(default=False)
    has_files = models.BooleanField(default=False)

    is_demo = models.BooleanField(_("demo"), default=False)
    real_background = models.TextField(_("real background"), blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["title", "pk"]
        indexes = [
            models.Index(fields=["tenant", "state", "next_date"], name="offers_offer_next"),
            models.Index(fields=["tenant", "state", "-published_at"], name="offers_offer_newest"),
            models.Index(fields=["tenant", "state", "-updated_at"], name="offers_offer_changed"),
            models.Index(fields=["state", "next_date"], name="offers_offer_next_anywhere"),
            # Lists of everything walk by key, counts read nothing but the index: both must cost the same with a million offers.
            models.Index(fields=["state", "id"], name="offers_offer_in_order"),
            models.Index(
                fields=["state", "tenant", "provider", "confirmed_on", "next_date"],
                name="offers_offer_counted",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "slug"], name="offers_offer_slug"),
            models.UniqueConstraint(
                fields=["tenant", "code"], condition=~Q(code=""), name="offers_offer_code"
            ),
            models.CheckConstraint(
                condition=Q(age_to__isnull=True) | Q(age_from__isnull=True) | Q(age_to__gte=F("age_from")),
                name="offers_offer_age",
            ),
            models.CheckConstraint(
                condition=Q(grade_to__isnull=True)
                | Q(grade_from__isnull=True)
                | Q(grade_to__gte=F("grade_from")),
                name="offers_offer_grade",
            ),
            models.CheckConstraint(
                condition=Q(group_max__isnull=True)
                | Q(group_min__isnull=True)
                | Q(group_max__gte=F("group_min")),
                name="offers_offer_group",
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180),
                name="offers_offer_position",
            ),
            models.CheckConstraint(
                condition=~Q(state=OfferState.PUBLISHED) | Q(published_at__isnull=False),
                name="offers_offer_published_at",
            ),
        ]

    def __str__(self) -> str:
        return self.title
