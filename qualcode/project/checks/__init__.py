"""All that may be wrong with a study, each with its cure."""
