"""Measures that show an original passage beside their numbers."""
