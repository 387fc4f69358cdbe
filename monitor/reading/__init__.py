"""What a free text says."""
