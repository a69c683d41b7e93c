"""The report of a study: one page with tables, figures, quotes and transcripts; the same for Word and Markdown."""
