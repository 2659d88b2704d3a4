"""What the floors above may listen to. Receivers run after the transaction, and one that fails stops nobody."""

from __future__ import annotations

from django.dispatch import Signal

# sender=Invitation, invitation, token (the only moment it exists in the clear), resent (bool)
invitation_created = Signal()
# sender=Membership, membership
membership_granted = Signal()
# sender=Membership, membership, reason
membership_ended = Signal()
# sender=Tenant, tenant
tenant_changed = Signal()
