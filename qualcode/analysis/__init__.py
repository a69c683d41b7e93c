"""Codings as numbers: what each measure means stands with the function that computes it."""
