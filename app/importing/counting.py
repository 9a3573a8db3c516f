"""The numbers before list items, as word processors write them."""

from __future__ import annotations

from collections.abc import Callable


def counted(count: int, form: str) -> str:
    """A number in one of the forms ``1``, ``a``, ``A``, ``i``, ``I``, ``01``; in any other as ``1``."""
    return _FORMS.get(form, str)(count)


def small_number(digits: str) -> int:
    """A number below a million from a file; 0 for anything else."""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 7 else 0


def _letters(count: int) -> str:
    return chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 9) if count > 0 else str(count)


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    written = ""
    for worth, sign in _ROMAN:
        written += sign * (count // worth)
        count %= worth
    return written


_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_FORMS: dict[str, Callable[[int], str]] = {
    "a": _letters,
    "A": lambda count: _letters(count).upper(),
    "i": _roman,
    "I": lambda count: _roman(count).upper(),
    "01": lambda count: f"{count:02}",
}
