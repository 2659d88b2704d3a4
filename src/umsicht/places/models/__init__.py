from .area import Area

__all__ = ["Area"]
