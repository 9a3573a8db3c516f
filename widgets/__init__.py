"""Shows: views that are given records and emit wishes."""
