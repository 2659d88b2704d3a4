from .stored_file import Rendition, StoredFile

__all__ = ["Rendition", "StoredFile"]
