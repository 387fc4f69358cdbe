"""Commands for the technician and the terminal."""
