"""Rules that say when a person may need help."""
