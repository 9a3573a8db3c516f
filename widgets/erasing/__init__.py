"""Erasing for good: looked over in the article's place before it is done."""
