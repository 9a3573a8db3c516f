"""What pages in the article's place have in common."""
