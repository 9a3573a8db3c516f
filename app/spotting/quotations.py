"""Quotations: the words between quotation marks of any script, over as many sentences as they last."""

from __future__ import annotations

import re
from functools import lru_cache

# What opens, and what may close it; French and German use the same marks the other way round.
_PAIRS = {
    "“": "”“",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    "〝": "〞〟",
    "＂": "＂",
    '"': '"',
    "”": "”",
    "‘": "’",
    "‚": "‘’",
    "'": "'",
}
_MARKS = re.escape("".join(sorted({*_PAIRS, *"".join(_PAIRS.values())})))
# An apostrophe between two letters or figures is none.
_MARK = re.compile(rf"[{_MARKS}](?:(?<!['’])|(?<![^\W_].)|(?![^\W_]))")
# An apostrophe before these stands for letters left out.
_ELISION = re.compile(r"(?:\d|tis\b|twas\b|em\b|cause\b|til\b|n['’])", re.I)
_ENDED = re.compile(r"[.,!?…]['’]")
_ENDING = ".,;:!?…%)]}’"
_NESTED = 8
_LOOK_AHEAD = 300


@lru_cache(maxsize=4096)
def quotations(line: str) -> tuple[tuple[int, int], ...]:
    """Stretches of a line between marks, without the marks, outermost only, in order.

    A mark that is never closed opens nothing, unless the line begins with it: so a quotation of several
    paragraphs opens each and closes the last. Linear in the length. Remembered, for whoever says it
    is looked for in the same lines as what must be right in it.
    """
    opened: list[int] = []
    closed: list[tuple[int, int]] = []
    for match in _MARK.finditer(line):
        place = match.start()
        depth = _closes_which(line, place, opened)
        if depth:
            closed.append((opened[-depth] + 1, place))
            del opened[-depth:]
        elif _opens(line, place):
            opened.append(place)
    first = len(line) - len(line.lstrip())
    if opened[:1] == [first] and line[first] in "“„«":
        closed.append((first + 1, len(line)))
    return _outermost(closed) if closed else ()


def _outermost(pairs: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(pairs):
        if end > start and (not kept or start > kept[-1][1]):
            kept.append((start, end))
    return tuple(kept)


def _closes_which(line: str, place: int, opened: list[int]) -> int:
    """How many of the open marks, from the last, end with the mark at ``place``; 0 where it closes none."""
    mark = line[place]
    for depth in range(1, min(_NESTED, len(opened)) + 1):
        if mark in _PAIRS[line[opened[-depth]]]:
            return depth if _closes(line, place, mark) else 0
    return 0


def _opens(line: str, place: int) -> bool:
    mark, before, after = line[place], line[place - 1 : place], line[place + 1 : place + 2]
    if mark not in _PAIRS or not after:
        return False
    outside = not before or not (before.isalnum() or before in _ENDING)
    if mark in "”»›":
        return outside and after.isalnum()
    if mark in "'‘":
        return after.isalnum() and not before.isalnum() and not _ELISION.match(line, place + 1)
    if mark == '"':
        return outside and not after.isspace()
    return True


def _closes(line: str, place: int, mark: str) -> bool:
    before, after = line[place - 1 : place], line[place + 1 : place + 2]
    if mark in "'’":
        return not before.isspace() and not after.isalnum() and not _is_plural(line, place)
    if mark == '"':
        return not (before.isspace() and after.isalnum())
    return True


def _is_plural(line: str, place: int) -> bool:
    """True in ‘the boys’ home is shut.’ for the first ’: a word follows, and a better end."""
    if line[place - 1 : place] != "s" or not line[place + 2 : place + 3].islower():
        return False
    better = _ENDED.search(line, place + 1, place + _LOOK_AHEAD)
    return bool(better) and "‘" not in line[place : better.end()]
