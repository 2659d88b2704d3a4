from .offer import Offer
from .programme import Programme
from .session import OfferSession

__all__ = ["Offer", "OfferSession", "Programme"]
