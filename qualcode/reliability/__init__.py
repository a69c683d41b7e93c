"""Agreement between coders: one measure a file, from arrays of ratings to tables."""
