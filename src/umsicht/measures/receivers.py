"""Search follows the rows from which it makes its documents, whoever writes them."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from umsicht.measures.interfaces.search_measures import MEASURE
from umsicht.measures.models import Goal, Measure, Milestone
from umsicht.search.domain import changed


@receiver((post_save, post_delete), sender=Measure, dispatch_uid="measures.follow_measure")
def follow_measure(sender: Any, instance: Measure, **kwargs: Any) -> None:
    changed(kind=MEASURE, ids=[instance.pk], tenant_id=instance.tenant_id)


@receiver((post_save, post_delete), sender=Goal, dispatch_uid="measures.follow_goal")
@receiver((post_save, post_delete), sender=Milestone, dispatch_uid="measures.follow_milestone")
def follow_part(sender: Any, instance: Any, **kwargs: Any) -> None:
    changed(kind=MEASURE, ids=[instance.measure_id], tenant_id=instance.tenant_id)
