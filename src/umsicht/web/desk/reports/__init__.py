"""Error reports on offers at the desk."""
