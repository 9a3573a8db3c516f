"""``tickmark`` and ``python -m app``: a headless command, a job's child process, or the window.

Children of a job import this module again, so it imports no Qt and does nothing on import.
"""

from __future__ import annotations

import sys


def main() -> int:
    """Run what the command line asks for; returns the exit status."""
    if getattr(sys, "frozen", False):
        # A frozen program's children are the program itself, and end in here.
        from multiprocessing import freeze_support

        freeze_support()
    from app.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
