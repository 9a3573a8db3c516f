"""Where a person stood in each article, and how the window was drawn: this machine's, in no project."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from db.place import places_file, read_state, window_file, write_state
from db.records import record

# Articles remembered in one project: the ones read last.
_MOST = 500


@record
class ReadingPlace:
    """The first word in view, where the text cursor stood, and the claim in hand, empty for none.

    Offsets are code points of the draft.
    """

    top: int = 0
    cursor: int = 0
    claim: str = ""


@record
class WindowPlace:
    """Sizes in pixels; a pair of zeros for parts never drawn by hand.

    ``first_shown`` is None while the window decides whether there is room for that column.
    """

    width: int = 0
    height: int = 0
    maximized: bool = False
    first: int = 0
    last: int = 0
    by_hand: bool = False
    first_shown: bool | None = None
    last_shown: bool = True
    first_parts: tuple[int, int] = (0, 0)
    last_parts: tuple[int, int] = (0, 0)


class ReadingPlaces:
    """The places in one project's articles, by draft; written as soon as one is kept."""

    def __init__(self, project: Path) -> None:
        self._file = places_file(project)
        self._known = {
            draft: place for draft, value in read_state(self._file).items() if (place := _place(value))
        }

    def of(self, draft: str) -> ReadingPlace | None:
        """The place in that draft, None where it was never read here."""
        return self._known.get(draft)

    def keep(self, draft: str, place: ReadingPlace) -> None:
        """Remember the place; a disk that takes nothing loses only this."""
        if self._known.get(draft) == place:
            return
        self._known.pop(draft, None)
        self._known[draft] = place
        for old in list(self._known)[:-_MOST]:
            del self._known[old]
        with suppress(OSError):
            write_state(self._file, {key: asdict(value) for key, value in self._known.items()})


def _place(value: Any) -> ReadingPlace | None:
    table: dict[str, Any] = dict(value) if isinstance(value, dict) else {}  # pyright: ignore[reportUnknownArgumentType]
    top, cursor, claim = (table.get(name) for name in ("top", "cursor", "claim"))
    if not (_is_size(top) and _is_size(cursor) and isinstance(claim, str)):
        return None
    return ReadingPlace(int(top or 0), int(cursor or 0), claim)


def _is_size(value: Any) -> bool:
    return type(value) is int and 0 <= value < 10**9


def read_window() -> WindowPlace:
    """The window as it was left; whatever is missing or makes no sense is as at first."""
    table = read_state(window_file())
    known: dict[str, Any] = {}
    for name, value in table.items():
        if name in ("width", "height", "first", "last"):
            fits = _is_size(value)
        elif name in ("maximized", "by_hand", "first_shown", "last_shown"):
            fits = isinstance(value, bool)
        elif name in ("first_parts", "last_parts") and isinstance(value, list):
            parts: list[Any] = list(value)  # pyright: ignore[reportUnknownArgumentType]
            fits, value = len(parts) == 2 and all(map(_is_size, parts)), tuple(parts)
        else:
            fits = False
        if fits:
            known[name] = value
    return WindowPlace(**known)


def write_window(place: WindowPlace) -> None:
    """Remember how the window was left; a disk that takes nothing loses only this."""
    with suppress(OSError):
        write_state(window_file(), asdict(place))
