"""Pseudonyms in a study folder: candidates, the key, and all files that name people."""
