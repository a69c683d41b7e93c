"""The report of a study: its material, its paragraphs, its pages."""
