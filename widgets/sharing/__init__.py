"""What a person chooses before a copy is shared, and the shared folder."""
