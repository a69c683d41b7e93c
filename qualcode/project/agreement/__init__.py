"""Coders compared: agreement between them, where they differ, and what is settled."""
