"""The fingerprint of a project, as two people say it to each other on the phone."""

from __future__ import annotations

_GROUPS, _LETTERS = 4, 4


def spoken_fingerprint(fingerprint: str) -> str:
    """The beginning of a fingerprint (hex) in groups of four: ``3f2a 91bc 07de 55aa``.

    64 bits: two states that differ agree in them by chance once in 18 quintillion. It tells copies apart; who
    wants to deceive is met by the whole of it.
    """
    beginning = fingerprint[: _GROUPS * _LETTERS]
    return " ".join(beginning[n : n + _LETTERS] for n in range(0, len(beginning), _LETTERS))
