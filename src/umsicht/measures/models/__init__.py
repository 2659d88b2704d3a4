from .field import FieldDecision, Priority
from .goal import Goal
from .measure import Measure, Partner, Status
from .progress import Milestone, Note

__all__ = ["FieldDecision", "Goal", "Measure", "Milestone", "Note", "Partner", "Priority", "Status"]
