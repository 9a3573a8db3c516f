"""Decides: commands, session, language work, import, export and the window's wiring."""
