from .inbox import InboxMessage
from .link import MailLink
from .mail import Mail
from .preference import Preference, Suppression

__all__ = ["InboxMessage", "Mail", "MailLink", "Preference", "Suppression"]
