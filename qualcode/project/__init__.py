"""A folder of transcripts and a codebook become tables: one function a verb."""
