"""The crime picture on the portal."""
