"""What the claim sidebar is made of."""
