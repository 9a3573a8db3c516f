"""What a new draft of the article asks of a person, item by item."""
