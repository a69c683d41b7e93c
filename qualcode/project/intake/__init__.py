"""Transcripts come into a study, and who speaks in them."""
