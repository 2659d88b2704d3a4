"""What the offers do when something below them changes, and how search hears of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from umsicht.directory.models import ContactPoint, Organisation
from umsicht.directory.signals import organisation_changed, organisation_merged, organisation_moved
from umsicht.files.models import StoredFile
from umsicht.files.signals import file_checked
from umsicht.offers.domain import following
from umsicht.offers.interfaces import search_index as names
from umsicht.offers.models import Offer, OfferFile
from umsicht.offers.signals import offers_changed, tell, tell_if_public
from umsicht.search.domain import changed, lexicon_changed
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.signals import tenant_changed
from umsicht.vocabulary.signals import terms_changed


@receiver(organisation_changed, dispatch_uid="offers.follow_provider")
def follow_provider(sender: Any, organisation: Organisation, **kwargs: Any) -> None:
    """A provider's name, place and being public stand on its offers too."""
    ids = list(
        Offer.objects.with_scope(tenant=organisation.tenant)
        .filter(provider=organisation, published_at__isnull=False)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    if ids:
        tell(organisation.tenant, ids)
    if organisation.is_provider:
        changed(kind=names.PROVIDER, ids=[organisation.pk], tenant_id=organisation.tenant_id)


@receiver(organisation_merged, dispatch_uid="offers.follow_merged_provider")
def follow_merged_provider(
    sender: Any, source: Organisation, target: Organisation, actor: Any, **kwargs: Any
) -> None:
    following.offers_change_provider(source=source, target=target, actor=actor)


@receiver(organisation_moved, dispatch_uid="offers.follow_moved_provider")
def follow_moved_provider(
    sender: Any,
    source: Organisation,
    target: Organisation,
    points: Mapping[int, ContactPoint],
    actor: Any,
    **kwargs: Any,
) -> None:
    following.offers_go_along(source=source, target=target, points=points, actor=actor)


@receiver(offers_changed, dispatch_uid="offers.tell_search")
def tell_search(sender: Any, tenant: Tenant, ids: Iterable[int], **kwargs: Any) -> None:
    changed(kind=names.OFFER, ids=ids, tenant_id=tenant.pk)


@receiver(file_checked, dispatch_uid="offers.follow_file")
def follow_file(sender: Any, file: StoredFile, **kwargs: Any) -> None:
    """A checked document or picture appears on its offer. Runs after the commit."""
    rows = OfferFile.objects.with_scope(tenant=file.tenant).filter(file=file).select_related("offer__tenant")
    with transaction.atomic():
        for row in rows:
            tell_if_public(row.offer)


@receiver(tenant_changed, dispatch_uid="offers.follow_tenant")
def follow_tenant(sender: Any, tenant: Tenant, **kwargs: Any) -> None:
    """A town that begins or ceases to take part appears or vanishes with all it offers. Runs after the commit."""
    with transaction.atomic():
        offers = Offer.objects.with_scope(tenant=tenant).filter(published_at__isnull=False)
        changed(kind=names.OFFER, ids=offers.values_list("pk", flat=True), tenant_id=tenant.pk)
        providers = Organisation.objects.with_scope(tenant=tenant).filter(is_provider=True)
        changed(kind=names.PROVIDER, ids=providers.values_list("pk", flat=True), tenant_id=tenant.pk)


@receiver(terms_changed, dispatch_uid="offers.follow_terms")
def follow_terms(sender: Any, **kwargs: Any) -> None:
    """Queries know the new words at once; documents carry a changed label after they are read anew."""
    lexicon_changed()
