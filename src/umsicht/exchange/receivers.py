"""What imports do when something below them happens."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from umsicht.exchange.domain.uploads import file_was_checked
from umsicht.files.models import StoredFile
from umsicht.files.signals import file_checked


@receiver(file_checked, dispatch_uid="exchange.follow_file")
def follow_file(sender: Any, file: StoredFile, **kwargs: Any) -> None:
    """A list left quarantine, or was refused there. Runs after the commit."""
    file_was_checked(file)
