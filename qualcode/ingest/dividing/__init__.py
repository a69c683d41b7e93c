"""A text is divided: header block, turns, labels, and what is not speech."""
