"""Everything a person can ask the window for: one table of commands, and what is made from it."""
