from .decision import TermDecision
from .term import Term, TermVersion

__all__ = ["Term", "TermDecision", "TermVersion"]
