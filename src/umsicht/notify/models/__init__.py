from .inbox import InboxMessage
from .mail import Mail
from .preference import Preference, Suppression

__all__ = ["InboxMessage", "Mail", "Preference", "Suppression"]
