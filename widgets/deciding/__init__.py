"""What two people did apart, and what a person decides about it."""
