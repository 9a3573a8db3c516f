"""The rooms behind the article view: positions, document, highlights, gutter."""
