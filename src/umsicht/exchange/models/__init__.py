from .link import Link, Question
from .run import Import, ImportRow
from .source import Source, TermMapping

__all__ = ["Import", "ImportRow", "Link", "Question", "Source", "TermMapping"]
