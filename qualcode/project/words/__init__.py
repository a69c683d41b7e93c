"""The words of transcripts: tables of them, and passages that resemble each other."""
