"""Codebooks in other forms: tables, Markdown, indented lists, and dictionaries of other programs."""
