"""Reading sources: what others made, parsed in a child process, as plain data for views and checks."""
