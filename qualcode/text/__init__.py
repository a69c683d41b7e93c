"""The fixed text: cleaning, search key, words, and the units it is divided into."""
