"""Does everything work here? Python, the system, fonts."""
