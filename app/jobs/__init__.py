"""Long work in child processes: plain data in, plain data out."""
