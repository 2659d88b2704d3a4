from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.tenancy.models import TenantOwned

MAX_PEOPLE = 500


class SchoolPlan(TenantOwned):  # type: ignore[django-manager-missing]
    """What a class or group means to do in a school year. Made without an account; holds no name of a person.

    Whoever has the address may change it: of the key in it only a digest is kept, so nobody can read it here.
    `share_key` opens the plan for reading. `released_at`: the office may look at it. Deleted after `forget_on`.
    """

    edit_digest = models.CharField(max_length=64, unique=True, editable=False)
    share_key = models.CharField(max_length=40, unique=True, editable=False)
    institution = models.CharField(gettext_lazy("kind of institution"), max_length=60)
    grade = models.PositiveSmallIntegerField(gettext_lazy("grade"), null=True, blank=True)
    class_name = models.CharField(gettext_lazy("class or group"), max_length=12, blank=True)
    school_year = models.PositiveSmallIntegerField(gettext_lazy("school year"))
    people = models.PositiveSmallIntegerField(gettext_lazy("number of people"))
    area_key = models.CharField(max_length=40, blank=True)
    area_name = models.CharField(gettext_lazy("part of town"), max_length=100, blank=True)
    released_at = models.DateTimeField(gettext_lazy("released to the office"), null=True, blank=True)
    created_at = models.DateTimeField(gettext_lazy("made"))
    changed_at = models.DateTimeField(gettext_lazy("changed"))
    forget_on = models.DateField(gettext_lazy("is deleted after"))
    revision = models.PositiveIntegerField(default=1)
    is_demo = models.BooleanField(gettext_lazy("demo"), default=False)

    class Meta:
        ordering = ["institution", "grade", "pk"]
        indexes = [
            models.Index(fields=["tenant", "school_year", "released_at"], name="planning_plan_released"),
            models.Index(fields=["forget_on"], name="planning_plan_forget"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(people__gte=1, people__lte=MAX_PEOPLE), name="planning_plan_people"
            ),
            models.CheckConstraint(
                condition=Q(grade__isnull=True) | Q(grade__gte=1, grade__lte=13), name="planning_plan_grade"
            ),
        ]

    def __str__(self) -> str:
        """Without the class: this text is kept in the audit log when the plan is long forgotten."""
        return _("Year plan %(year)s") % {"year": f"{self.school_year}/{(self.school_year + 1) % 100:02d}"}
