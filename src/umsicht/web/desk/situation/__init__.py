"""The statistics at the desk."""
