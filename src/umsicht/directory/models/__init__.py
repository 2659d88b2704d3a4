from .contact_point import ContactPoint
from .organisation import Organisation

__all__ = ["ContactPoint", "Organisation"]
