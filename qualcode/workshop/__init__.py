"""What runs a codebook over texts to see how good it is."""
