"""A stand-in for the provider, with handsets; speaks HTTP only."""
