from .confirmation import Confirmation
from .group_state import GroupState
from .link import CheckedLink, LinkPlace
from .reminder import Reminder
from .round import Round
from .rules import Rules

__all__ = ["CheckedLink", "Confirmation", "GroupState", "LinkPlace", "Reminder", "Round", "Rules"]
