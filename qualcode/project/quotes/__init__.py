"""Passages to be quoted: where they come from, and which are best."""
