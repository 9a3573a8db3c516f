"""The parts of the claim inspector, each one group of fields."""
