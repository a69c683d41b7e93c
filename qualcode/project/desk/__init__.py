"""The coder's desk without its screen: what is drawn, what a coder can do, and where to go next."""
