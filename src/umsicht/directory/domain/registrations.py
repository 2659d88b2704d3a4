"""Taking registrations in, confirming their address, forgetting them in time."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from umsicht.core import clock, journal, text
from umsicht.core.errors import BadInput, Conflict
from umsicht.core.transitions import apply
from umsicht.directory import validators
from umsicht.directory.domain.writing import checked, only_known
from umsicht.directory.enums import RegistrationState
from umsicht.directory.models import Registration
from umsicht.notify.domain import links
from umsicht.notify.domain.sending import Recipient, notify
from umsicht.notify.models import MailLink
from umsicht.tenancy.enums import TenantKind
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme

PURPOSE = "directory.registration"
LINK_LIFETIME = dt.timedelta(days=14)
KEEP_UNCONFIRMED = dt.timedelta(days=14)
KEEP_DECIDED = dt.timedelta(days=183)
KEEP_WAITING = dt.timedelta(days=730)
FIELDS = frozenset(
    {
        "name", "sector", "legal_form", "about", "street", "postal_code", "city", "area_key", "phone", "website",
        "email", "role", "message", "language",
    }
)  # fmt: skip
_LONG = ("about", "message")


@transaction.atomic
def register_provider(*, tenant: Tenant, actor: None = None, **values: Any) -> Registration:
    """Take the form of an organisation that wants to take part; its address gets a link to confirm. Anybody may do this.

    Sent twice with the same name and address, the first one counts and the link is sent once more. The journal names
    the organisation only. Raises BadInput, Conflict where the municipality takes no providers.
    """
    only_known(values, FIELDS)
    if tenant.kind != TenantKind.MUNICIPALITY or not tenant.is_active:
        raise Conflict(_("This municipality does not take part at present."))
    cleaned = {name: (text.clean if name in _LONG else text.one_line)(str(v)) for name, v in values.items()}
    registration = Registration(tenant=tenant, created_at=clock.now(), **cleaned)
    _check(registration)
    waiting = Registration.objects.with_scope(tenant=tenant).filter(
        state=RegistrationState.RECEIVED, email__iexact=registration.email, name__iexact=registration.name
    )
    held = waiting.first()
    if held is not None:
        _send_link(held)
        return held
    registration.save(force_insert=True)
    journal.record(
        "directory.registration.receive", registration, actor=actor, after={"sector": registration.sector}
    )
    _send_link(registration)
    return registration


def _check(registration: Registration) -> None:
    tenant = registration.tenant
    checked(
        registration,
        {
            "phone": validators.phone_validator,
            "website": validators.website_validator,
            "postal_code": validators.postal_code_validator,
            "sector": lambda code: validators.codes_validator(Scheme.SECTOR, [code], tenant),
        },
    )
    if len(registration.about) > 2000 or len(registration.message) > 2000:
        raise BadInput(_("A text may have 2,000 characters at most."))


def _send_link(registration: Registration) -> None:
    token = links.issue(
        purpose=PURPOSE, tenant=registration.tenant, subject=registration.pk, lifetime=LINK_LIFETIME
    )
    notify(
        message="directory.registration_confirm",
        to=Recipient(registration.email, registration.language),
        tenant=registration.tenant,
        context={
            "name": registration.name,
            "town": registration.tenant.name,
            "url": f"/{registration.tenant.slug}/anbieter/werden/{token}",
            "days": LINK_LIFETIME.days,
        },
    )


def registration_behind(token: str) -> Registration:
    """What a link from the mail is about; looking changes nothing. Raises what links.look() raises."""
    return _behind(links.look(PURPOSE, token))


def _behind(link: MailLink) -> Registration:
    found = Registration.objects.with_scope(tenant=link.tenant).select_related("tenant")
    registration = found.filter(pk=link.subject).first()
    if registration is None:
        raise links.UsedLink(_("This registration is gone. Please send the form once more."))
    return registration


@transaction.atomic
def confirm_address(*, token: str, actor: None = None) -> Registration:
    """The mailbox is theirs: the registration goes to the office. Works once."""
    registration = _behind(links.use(PURPOSE, token))
    apply(registration, "confirm", actor=actor)
    return registration


@transaction.atomic
def forget_old(now: dt.datetime | None = None) -> int:
    """Delete what its time is over for; run daily by the worker. What was admitted lives on as an organisation."""
    now = now or clock.now()
    # unscoped: the same rule for every tenant
    everything = Registration.objects.with_scopes_disabled()
    over = (
        Q(state=RegistrationState.RECEIVED, created_at__lt=now - KEEP_UNCONFIRMED)
        | Q(decided_at__lt=now - KEEP_DECIDED)
        | Q(created_at__lt=now - KEEP_WAITING)
    )
    gone = list(everything.filter(over).values_list("pk", flat=True))
    for pk in gone:
        links.revoke(purpose=PURPOSE, subject=pk)
    count, _by_model = everything.filter(pk__in=gone).delete()
    return int(count)
