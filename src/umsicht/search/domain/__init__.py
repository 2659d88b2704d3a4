"""Writes of the change log. They take no actor: they record that something was written, and the write itself is in the journal."""

from umsicht.search.domain.log import changed, lexicon_changed, prune

__all__ = ["changed", "lexicon_changed", "prune"]
