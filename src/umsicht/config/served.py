"""The WSGI entry as `umsicht serve` starts it: a process that ends with the one that started it."""

from umsicht.config.processes import end_with_parent
from umsicht.config.wsgi import application

end_with_parent()

__all__ = ["application"]
