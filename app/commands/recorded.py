"""Times in a recording, as people write them: ``1:02:03``, ``12:30-13:05``, ``00:12:30.5``."""

from __future__ import annotations

import re

from db.errors import KnownError

_TIME = r"(\d{1,3}(?::\d{1,3}){1,2}(?:[.,]\d{1,3})?)"
_TIMES = re.compile(rf"{_TIME}(?:\s*(?:-|–|—|to)\s*{_TIME})?")


def times_of(words: str) -> tuple[int, int] | None:
    """The milliseconds from and to, the same where one moment is said; None for words that are no time.

    Two numbers are minutes and seconds, three have hours before them. Raises KnownError for a time that no
    clock shows, and for an end that is not behind its beginning.
    """
    found = _TIMES.fullmatch(words.strip())
    if found is None:
        return None
    first = _ms(found[1])
    last = _ms(found[2]) if found[2] else first
    if found[2] and last <= first:
        raise KnownError(
            f"“{words.strip()}” ends before it begins; write from when to when, as 0:12:30–0:13:05."
        )
    return first, last


def time_words(from_ms: int, to_ms: int) -> str:
    """The same as it is kept: ``00:12:30–00:13:05``."""
    return _clock(from_ms) + (f"–{_clock(to_ms)}" if to_ms > from_ms else "")


def _ms(time: str) -> int:
    whole, _, part = time.replace(",", ".").partition(".")
    *before, minutes, seconds = (int(number) for number in whole.split(":"))
    if seconds > 59 or (before and minutes > 59):
        raise KnownError(f"“{time}” is no time; write hours, minutes and seconds, as 0:12:30.")
    hours = before[0] if before else 0
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int(part.ljust(3, "0") or 0)


def _clock(ms: int) -> str:
    seconds, part = divmod(ms, 1000)
    words = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{words}.{part:03}".rstrip("0") if part else words
