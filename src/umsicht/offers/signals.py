"""What the offers tell the floors above, inside the transaction of the write."""

from django.dispatch import Signal

offers_changed = Signal()
"""tenant=, ids=: something the portal shows of these offers is different now (also: published, hidden)."""
