"""What each of several people changed in the words they all began from, and where that meets."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from db.records import record
from widgets.remarks.word_diff import Change, word_diff


@record
class Stretch:
    """Words that stay, go or come; ``meets`` where somebody else changed the same words otherwise."""

    change: Change
    text: str
    meets: bool = False


@record
class Told:
    """The words all began from, with what was changed in them by anybody; and what each side made of them.

    ``places`` counts where changes of several meet.
    """

    began: tuple[Stretch, ...]
    sides: tuple[tuple[Stretch, ...], ...]
    places: int


@record
class _Edit:
    """Words from start to end (code points) of what all began from became ``new``."""

    start: int
    end: int
    new: str

    def meets(self, other: _Edit) -> bool:
        """Whether both changed the same words, or put words in at the same place, and not alike."""
        if self == other:
            return False
        if self.start == self.end or other.start == other.end:
            return self.start <= other.end and other.start <= self.end
        return self.start < other.end and other.start < self.end


def three_way(began: str, sides: Sequence[str]) -> Told:
    """Lay every side against what they began from, word by word; see ``word_diff``."""
    edits = [_edits(began, side) for side in sides]
    met = [
        {
            edit
            for edit in own
            for n, others in enumerate(edits)
            if n != at
            if any(edit.meets(other) for other in others)
        }
        for at, own in enumerate(edits)
    ]
    shown = tuple(_side(began, own, hard) for own, hard in zip(edits, met, strict=True))
    hard = sorted({(edit.start, edit.end) for one in met for edit in one})
    places, last = 0, -1
    for start, end in hard:
        places += start > last
        last = max(last, end)
    return Told(_began(began, edits, met), shown, places)


def _edits(began: str, side: str) -> list[_Edit]:
    found: list[_Edit] = []
    at, start, new = 0, -1, ""
    for change, text in word_diff(began, side):
        if change is Change.SAME:
            if start >= 0:
                found.append(_Edit(start, at, new))
                start, new = -1, ""
            at += len(text)
            continue
        start = at if start < 0 else start
        if change is Change.OUT:
            at += len(text)
        else:
            new += text
    return [*found, _Edit(start, at, new)] if start >= 0 else found


def _side(began: str, edits: Sequence[_Edit], hard: set[_Edit]) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    at = 0
    for edit in edits:
        found.append(Stretch(Change.SAME, began[at : edit.start]))
        found.append(Stretch(Change.OUT, began[edit.start : edit.end], edit in hard))
        found.append(Stretch(Change.IN, edit.new, edit in hard))
        at = edit.end
    found.append(Stretch(Change.SAME, began[at:]))
    return tuple(one for one in found if one.text)


def _began(began: str, edits: Sequence[Sequence[_Edit]], met: Sequence[set[_Edit]]) -> tuple[Stretch, ...]:
    """The words all began from: those that anybody changed as going, those where that meets marked."""
    every = [edit for own in edits for edit in own]
    hard = [edit for one in met for edit in one]
    cuts = sorted({0, len(began), *(cut for edit in every for cut in (edit.start, edit.end))})
    found: list[Stretch] = []
    for start, end in pairwise(cuts):
        gone = any(edit.start <= start and end <= edit.end for edit in every)
        meets = any(edit.start <= start and end <= edit.end for edit in hard)
        found.append(Stretch(Change.OUT if gone else Change.SAME, began[start:end], meets))
    return tuple(found)
