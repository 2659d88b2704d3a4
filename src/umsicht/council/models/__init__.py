from .body import Body, BodyName
from .decision import CastVote, CircularBallot, CircularVote, Decision, Task
from .document import BodyDocument, DocumentVersion
from .meeting import AgendaItem, Attendance, Correction, Meeting, Recusal, Series
from .paper import Paper, PaperFile, Referral
from .place import FormerPlace
from .procedure import CalendarLink, RulesOfProcedure, SeatHolder
from .seat import Seat

__all__ = [
    "AgendaItem",
    "Attendance",
    "Body",
    "BodyDocument",
    "BodyName",
    "CalendarLink",
    "CastVote",
    "CircularBallot",
    "CircularVote",
    "Correction",
    "Decision",
    "DocumentVersion",
    "FormerPlace",
    "Meeting",
    "Paper",
    "PaperFile",
    "Recusal",
    "Referral",
    "RulesOfProcedure",
    "Seat",
    "SeatHolder",
    "Series",
    "Task",
]
