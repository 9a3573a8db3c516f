"""The quotations of an article, looked up in the source in hand."""
