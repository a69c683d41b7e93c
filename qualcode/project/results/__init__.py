"""A folder of results: written, read back, asked, exported, and made again."""
