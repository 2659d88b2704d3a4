"""Measures on the portal: the tracker, one measure, the problem fields of the council."""
