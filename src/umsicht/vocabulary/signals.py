"""What the vocabulary tells the floors above, inside the transaction of the write."""

from django.dispatch import Signal

terms_changed = Signal()
"""tenant=: labels or lay words of its terms are different now; the state office's concern everybody."""
