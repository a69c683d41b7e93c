"""Codebook files: changed, compared, converted, and held against transcripts."""
