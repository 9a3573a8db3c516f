"""A project handed to somebody else: whole, without what is withheld, or only what they lack."""
