from .conflict import ConflictCase, Talk
from .inspection import Finding, Inspection, Participant, Photo
from .patrol import FollowUp, Observation, PatrolMonth, PatrolShift, PatrolUnit

__all__ = [
    "ConflictCase",
    "Finding",
    "FollowUp",
    "Inspection",
    "Observation",
    "Participant",
    "PatrolMonth",
    "PatrolShift",
    "PatrolUnit",
    "Photo",
    "Talk",
]
