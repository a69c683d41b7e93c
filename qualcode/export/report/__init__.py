"""The report of a study: a page with tables, figures, quotes and transcripts; also as Word and Markdown."""
