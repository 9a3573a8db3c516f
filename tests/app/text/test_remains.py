"""Words no sentence took along are looked for in a bounded number of places."""

from __future__ import annotations

from app.text.aligning.remains import Remains
from app.text.aligning.tokens import Vocabulary
from app.text.aligning.units import Likeness, Side, keys, units


class Counted(list[bool]):
    """Flags that count how often they are asked."""

    asked = 0

    def __getitem__(self, index: object) -> bool:  # type: ignore[override]
        self.asked += isinstance(index, int)
        return super().__getitem__(index)  # type: ignore[index]


def asked_for(count: int) -> int:
    """How often it is asked whether a place is free, for so many sentences that differ in a word."""
    vocabulary = Vocabulary()
    sides: list[Side] = []
    for day in ("Monday", "Friday"):
        one = f"The council said nothing about the bridge on {day}."
        text = " ".join([one] * count)
        tokens = vocabulary.tokens(text)
        cut = units(tokens, [(n * (len(one) + 1), n * (len(one) + 1) + len(one)) for n in range(count)])
        sides.append(Side(text, tokens, cut, keys(tokens, cut, {})))
    old, new = sides
    free = Counted([True] * len(new.tokens.ids))
    went = set(old.tokens.ids)
    Remains(old, new, [True] * len(old.tokens.ids), free, Likeness(old, new), went).in_doubt()
    return free.asked


def test_of_a_word_said_thousands_of_times_only_the_places_nearest_to_it_are_tried() -> None:
    assert asked_for(1_200) <= 2.2 * asked_for(600)
