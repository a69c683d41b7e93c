"""A codebook: codes with definitions, examples and rules, and the file that holds them."""
