from .body import Body, BodyName
from .seat import Seat

__all__ = ["Body", "BodyName", "Seat"]
