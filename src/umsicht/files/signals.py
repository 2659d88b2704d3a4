"""What the floors above may listen to. Receivers run after the transaction."""

from __future__ import annotations

from django.dispatch import Signal

# sender=StoredFile, file (state is clean or refused)
file_checked = Signal()
