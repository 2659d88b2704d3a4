from .inbox import InboxMessage
from .link import MailLink
from .mail import Mail
from .preference import Preference, Suppression
from .wording import MailWording
from .work import Assignment, TextLook

__all__ = [
    "Assignment",
    "InboxMessage",
    "Mail",
    "MailLink",
    "MailWording",
    "Preference",
    "Suppression",
    "TextLook",
]
