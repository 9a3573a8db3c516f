"""What is looked at before it is imported."""
