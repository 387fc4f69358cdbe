"""Surveys: definitions, questions, engine, responses."""
