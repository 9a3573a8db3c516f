"""The history of a project: who changed what, when, from what to what."""
