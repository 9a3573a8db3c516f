"""What the program spots by itself: facts, and what is worth checking. Knows no Qt."""
