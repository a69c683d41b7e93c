"""A codebook applied to documents: codings, their units, and sums that add."""
