"""What the directory tells the floors above, inside the transaction of the write."""

from django.dispatch import Signal

organisation_changed = Signal()
"""organisation= was made, changed, shown or hidden, or one of its contact points was."""
