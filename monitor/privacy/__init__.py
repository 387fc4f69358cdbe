"""Sealing, keys, erasure."""
