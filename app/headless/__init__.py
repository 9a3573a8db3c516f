"""The headless commands: each opens the project, runs, prints; no Qt anywhere below."""
