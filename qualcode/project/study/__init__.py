"""A study folder: what lies in it, and which files are its transcripts."""
