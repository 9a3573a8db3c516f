"""What verifying the project found."""
