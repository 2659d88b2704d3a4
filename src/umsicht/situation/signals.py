"""Sent when a transaction that changed figures has been committed; `states` are codes of the states concerned."""

from django.dispatch import Signal

figures_changed = Signal()
