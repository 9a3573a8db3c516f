"""Trains what ships in ``resources/models`` from public data; needed by nobody who only uses the program."""
