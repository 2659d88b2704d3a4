from .file import OfferFile
from .offer import Offer
from .programme import Programme
from .report import FieldReport
from .session import OfferSession
from .version import FieldComment, OfferVersion

__all__ = ["FieldComment", "FieldReport", "Offer", "OfferFile", "OfferSession", "OfferVersion", "Programme"]
