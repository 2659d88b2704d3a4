"""Measures and problem fields at the desk."""
