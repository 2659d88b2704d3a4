"""What the floors above may listen to."""

from __future__ import annotations

from django.dispatch import Signal

# sender=User, kind (as "password_reset_key"), email, user (or None), context. A receiver that answers True sends the
# mail itself; otherwise the adapter sends it as plain text.
account_mail = Signal()
