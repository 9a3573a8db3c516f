"""Fixes and queries on words of the article: read, written and decided in their place."""
