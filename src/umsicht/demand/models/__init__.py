from .alert import SavedSearch, Subscriber, ToldHit
from .gap import GapCount, SpoolBatch

__all__ = ["GapCount", "SavedSearch", "SpoolBatch", "Subscriber", "ToldHit"]
