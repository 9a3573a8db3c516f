"""Two drafts of an article compared, in one column."""
