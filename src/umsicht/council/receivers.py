"""The portal's pages and the search follow the rows they show, whoever writes them.

What the public may know of a paper depends on rows of five tables. So not each writer has to remember whom to tell;
the rows themselves do. `bulk_create()` and `update()` go past this: whoever uses them calls `papers_changed()`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver

from umsicht.council.interfaces import search_papers as names
from umsicht.council.models import AgendaItem, Body, Decision, Meeting, Paper, PaperFile, Referral
from umsicht.council.queries.routes import papers_of_body, papers_of_meeting
from umsicht.files.models import StoredFile
from umsicht.files.signals import file_checked
from umsicht.search.domain import changed
from umsicht.tenancy.domain.content import bump_content_version
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.signals import tenant_changed

_WAS = "_council_was"


def papers_changed(tenant: Tenant, ids: Iterable[int | None]) -> None:
    """Renew the portal's pages and tell search; inside the transaction of the write."""
    bump_content_version(tenant)
    _noted(tenant, [pk for pk in ids if pk is not None])


def _noted(tenant: Tenant, ids: Iterable[int]) -> None:
    known = list(ids)
    for kind in (names.PAPER, names.AT_DESK):
        changed(kind=kind, ids=known, tenant_id=tenant.pk)


@receiver(pre_save, sender=AgendaItem, dispatch_uid="council.item_before")
def item_before(sender: Any, instance: AgendaItem, **kwargs: Any) -> None:
    """An item that gets another paper changes what is known of both."""
    held = AgendaItem.objects.with_scope(tenant=instance.tenant).filter(pk=instance.pk)
    setattr(instance, _WAS, held.values_list("paper_id", flat=True).first() if instance.pk else None)


@receiver(pre_save, sender=Body, dispatch_uid="council.body_before")
def body_before(sender: Any, instance: Body, **kwargs: Any) -> None:
    held = Body.objects.with_scope(tenant=instance.tenant).filter(pk=instance.pk)
    setattr(instance, _WAS, held.values_list("is_public", flat=True).first() if instance.pk else None)


@receiver((post_save, post_delete), sender=Paper, dispatch_uid="council.follow_paper")
def follow_paper(sender: Any, instance: Paper, **kwargs: Any) -> None:
    papers_changed(instance.tenant, [instance.pk])


@receiver((post_save, post_delete), sender=PaperFile, dispatch_uid="council.follow_file")
@receiver((post_save, post_delete), sender=Referral, dispatch_uid="council.follow_step")
def follow_part(sender: Any, instance: Any, **kwargs: Any) -> None:
    papers_changed(instance.tenant, [instance.paper_id])


@receiver((post_save, post_delete), sender=AgendaItem, dispatch_uid="council.follow_item")
def follow_item(sender: Any, instance: AgendaItem, **kwargs: Any) -> None:
    papers_changed(instance.tenant, {instance.paper_id, getattr(instance, _WAS, None)})


@receiver(post_save, sender=Meeting, dispatch_uid="council.follow_meeting")
def follow_meeting(sender: Any, instance: Meeting, **kwargs: Any) -> None:
    papers_changed(instance.tenant, papers_of_meeting(instance))


@receiver((post_save, post_delete), sender=Decision, dispatch_uid="council.follow_decision")
def follow_decision(sender: Any, instance: Decision, **kwargs: Any) -> None:
    bump_content_version(instance.tenant)


@receiver(post_save, sender=Body, dispatch_uid="council.follow_body")
def follow_body(sender: Any, instance: Body, **kwargs: Any) -> None:
    """A body that appears on the portal or leaves it takes its steps and meetings along."""
    if getattr(instance, _WAS, None) not in (None, instance.is_public):
        papers_changed(instance.tenant, papers_of_body(instance))


@receiver(tenant_changed, dispatch_uid="council.follow_tenant")
def follow_tenant(sender: Any, tenant: Tenant, **kwargs: Any) -> None:
    """A town that begins or ceases to take part. Runs after the commit."""
    papers = Paper.objects.with_scope(tenant=tenant).order_by("pk").values_list("pk", flat=True)
    with transaction.atomic():
        changed(kind=names.PAPER, ids=papers, tenant_id=tenant.pk)


@receiver(file_checked, dispatch_uid="council.follow_stored_file")
def follow_stored_file(sender: Any, file: StoredFile, **kwargs: Any) -> None:
    """A file appears on the portal's page as soon as it is checked. Runs after the commit."""
    if file.purpose.startswith("council."):
        bump_content_version(file.tenant)
