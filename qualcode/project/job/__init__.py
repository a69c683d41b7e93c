"""What a command is asked to do, and the transcripts read and coded for it."""
