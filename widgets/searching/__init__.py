"""Searching everything: what was found, and the sheet over the window that shows it."""
