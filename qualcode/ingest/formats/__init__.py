"""One module per format of transcript, and what formats have in common."""
