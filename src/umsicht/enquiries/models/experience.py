from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from umsicht.directory.models import Organisation
from umsicht.enquiries.enums import Rating, ShownState
from umsicht.offers.models import Offer
from umsicht.tenancy.models import TenantOwned

QUESTIONS = {
    "as_agreed": _("Did everything go as agreed?"),
    "fitted": _("Did it fit the group?"),
    "organised": _("Was it well organised?"),
    "again": _("Would you book it again?"),
}
RATINGS = tuple(QUESTIONS)


def _rating(name: str) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(QUESTIONS[name], choices=Rating.choices)


class Experience(TenantOwned):
    """What an institution tells after its date: four answers on a scale of 1 to 4 and a few words.

    Bears no link to the enquiry and no name: only offer, provider and month (`held_in`, the first day of it). Words are
    shown after the office's check, figures from three answers on (queries.experiences).
    """

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="experiences")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    held_in = models.DateField(_("month"))
    as_agreed = _rating("as_agreed")
    fitted = _rating("fitted")
    organised = _rating("organised")
    again = _rating("again")
    text = models.TextField(_("What should others know?"), max_length=500, blank=True)
    state = models.CharField(max_length=8, choices=ShownState.choices, default=ShownState.FIGURES)
    created_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(_("demo"), default=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["offer", "state"], name="enquiries_experience_offer"),
            models.Index(fields=["tenant", "state", "created_at"], name="enquiries_experience_list"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{name}__in": Rating.values for name in RATINGS}),
                name="enquiries_experience_scale",
            ),
            models.CheckConstraint(
                condition=Q(state=ShownState.FIGURES) | ~Q(text=""), name="enquiries_experience_text"
            ),
        ]

    def __str__(self) -> str:
        return f"{_('Experience')}: {self.offer}"


class ExperienceComment(TenantOwned):
    """What the provider says to an experience that is shown; checked by the office like the words themselves."""

    experience = models.OneToOneField(Experience, on_delete=models.CASCADE, related_name="comment")
    text = models.TextField(_("Reply of the provider"), max_length=500)
    state = models.CharField(max_length=8, choices=ShownState.choices, default=ShownState.FIGURES)
    created_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["tenant", "state", "created_at"], name="enquiries_comment_list")]

    def __str__(self) -> str:
        return f"{_('Reply of the provider')}: {self.experience.offer}"

    @property
    def provider_id(self) -> int:
        return int(self.experience.provider_id)
