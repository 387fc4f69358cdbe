"""Caseworkers, supervisors, managers, and what each may do."""
