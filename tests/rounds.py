"""How often what is tried by chance is tried."""

from __future__ import annotations

import os

_TIMES = {"repeat": 1, "explore": 3, "thorough": 100}


def rounds(few: int) -> int:
    """That few in `make test`; more by hand, and many where ``TICKMARK_HYPOTHESIS`` asks to be thorough."""
    return few * _TIMES[os.environ.get("TICKMARK_HYPOTHESIS", "explore")]
