"""The project file: its log, the tables drawn from it, and the records the rest of the house speaks."""
