"""What a merge would bring, what rests on one, and the merges of a file."""
