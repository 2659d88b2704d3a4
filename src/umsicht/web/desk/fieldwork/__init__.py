"""Patrols, inspections, conflict cases and cooperation at the desk."""
