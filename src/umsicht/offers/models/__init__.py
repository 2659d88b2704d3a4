from .file import OfferFile
from .offer import Offer
from .programme import Programme
from .session import OfferSession

__all__ = ["Offer", "OfferFile", "OfferSession", "Programme"]
