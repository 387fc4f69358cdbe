"""Statuses, rates and reports; writes only what can be rebuilt."""
