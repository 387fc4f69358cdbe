"""People, and everything that says what may be done to them."""
