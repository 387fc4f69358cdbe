"""Database, clock, settings, errors: what every room stands on."""
