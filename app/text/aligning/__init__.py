"""Two drafts of a text side by side: their words, their sentences, and what of them belongs together."""
