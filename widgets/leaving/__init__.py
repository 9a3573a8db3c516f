"""What a person looks over before something leaves the project."""
