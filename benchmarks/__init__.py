"""Measures: each script says what it measures, and prints it."""
