"""``tickmark`` and ``python -m app``: a headless command, a job's child process, or the window.

Children of a job import this module again, so it imports no Qt and does nothing on import.
"""

from __future__ import annotations

import multiprocessing
import sys


def main() -> int:
    """Run what the command line asks for; returns the exit status."""
    multiprocessing.freeze_support()
    from app.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
