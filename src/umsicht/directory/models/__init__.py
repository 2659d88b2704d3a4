from .contact_point import ContactPoint
from .handover import HandOver
from .organisation import Organisation
from .registration import Registration

__all__ = ["ContactPoint", "HandOver", "Organisation", "Registration"]
