from .change import IndexChange, IndexEpoch

__all__ = ["IndexChange", "IndexEpoch"]
