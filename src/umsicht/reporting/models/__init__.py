from .entry import Entry
from .report import Contribution, Passage, Question, Report, RouteStep, Schedule, Todo, Version

__all__ = [
    "Contribution",
    "Entry",
    "Passage",
    "Question",
    "Report",
    "RouteStep",
    "Schedule",
    "Todo",
    "Version",
]
