from .confirmation import Confirmation
from .group_state import GroupState
from .reminder import Reminder
from .round import Round
from .rules import Rules

__all__ = ["Confirmation", "GroupState", "Reminder", "Round", "Rules"]
