"""Keeps contact with people who have left a shelter."""
