from .file import OfferFile
from .offer import Offer
from .programme import Programme
from .report import FieldReport
from .session import OfferSession

__all__ = ["FieldReport", "Offer", "OfferFile", "OfferSession", "Programme"]
