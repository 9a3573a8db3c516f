"""Which claims pass a filter, by one bit for each: a keystroke in 20,000 claims costs a few milliseconds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress

from db.records import ClaimId, ClaimRecord
from widgets.claims.traits import VALUES, Facet, Filter, Trait, words_of

# Claims whose words are made in one go: about 2 ms.
_BATCH = 500
# Claims of which one facet is looked at in one go, about as long.
_FACET_BATCH = 2_000
# One claim in so many, and looking at them one by one is cheaper than looking through all.
_FEW = 4
_DIGITS = bytes([48, 49]) + bytes(254)


class ClaimIndex:
    """Claims by their traits and words. Every claim has a slot for life; sets of claims are integers whose
    bits are slots, so that combining and counting them costs next to nothing.

    Facets and words are looked at when first asked for, or one by one with ``prepare``.

    Attributes: ``claims`` by slot, None where one is free; ``slots`` by claim.
    """

    def __init__(self, claims: Iterable[ClaimRecord] = ()) -> None:
        self.claims: list[ClaimRecord | None] = list(claims)
        self.slots = {claim.id: slot for slot, claim in enumerate(self.claims) if claim is not None}
        self._free: list[int] = []
        self._all = (1 << len(self.claims)) - 1
        self._facets: dict[Facet, dict[str, int]] = {}
        self._begun: tuple[Facet, int, dict[str, list[int]]] | None = None
        self._words: list[str] = []
        self._found: tuple[tuple[str, ...], int] | None = None

    def __len__(self) -> int:
        return len(self.slots)

    def there(self) -> list[ClaimRecord]:
        """Every claim, in no order that means anything."""
        return [claim for claim in self.claims if claim is not None]

    def get(self, claim: ClaimId) -> ClaimRecord | None:
        """That claim, or None for one that is not here."""
        slot = self.slots.get(claim)
        return None if slot is None else self.claims[slot]

    def put(self, claim: ClaimRecord) -> None:
        """Add a claim or replace it."""
        if claim.id in self.slots:
            self.replace(claim)
            return
        self._begun = None
        slot = self._free.pop() if self._free else len(self.claims)
        if slot == len(self.claims):
            self.claims.append(claim)
        else:
            self.claims[slot] = claim
        self.slots[claim.id] = slot
        bit = 1 << slot
        self._all |= bit
        for facet, masks in self._facets.items():
            for value in VALUES[facet](claim):
                masks[value] = masks.get(value, 0) | bit
        self._spell_one(slot, claim)

    def replace(self, claim: ClaimRecord) -> None:
        """Put a claim in the place of the one that is here under its id; only what differs is counted."""
        self._begun = None
        slot = self.slots[claim.id]
        before, self.claims[slot] = self.claims[slot], claim
        bit = 1 << slot
        for facet, masks in self._facets.items():
            had = VALUES[facet](before) if before is not None else ()
            has = VALUES[facet](claim)
            if had == has:
                continue
            for value in had:
                masks[value] &= ~bit
                if not masks[value]:
                    del masks[value]
            for value in has:
                masks[value] = masks.get(value, 0) | bit
        self._spell_one(slot, claim)

    def drop(self, claim: ClaimId) -> None:
        """Forget a claim; one that is not here is none."""
        self._begun = None
        slot = self.slots.pop(claim, None)
        if slot is None:
            return
        before, self.claims[slot] = self.claims[slot], None
        bit = 1 << slot
        self._all &= ~bit
        for facet, masks in self._facets.items():
            for value in VALUES[facet](before) if before is not None else ():
                masks[value] &= ~bit
                if not masks[value]:
                    del masks[value]
        self._spell_one(slot, None)
        self._free.append(slot)

    def passing(self, filter: Filter) -> int:
        """The claims that pass, as bits by slot."""
        return self._text(filter.tokens) & self._having(filter.chosen)

    def passes(self, claim: ClaimRecord, filter: Filter) -> bool:
        """Whether that one claim passes, without looking at the others."""
        wanted: dict[Facet, set[str]] = {}
        for facet, value in filter.chosen:
            wanted.setdefault(facet, set()).add(value)
        if not all(values.intersection(VALUES[facet](claim)) for facet, values in wanted.items()):
            return False
        tokens = filter.tokens
        return not tokens or all(token in words for words in (words_of(claim),) for token in tokens)

    def shown(self, mask: int) -> bytes:
        """A byte for every slot, zero where its bit is not set."""
        bits = f"{mask:0{max(1, len(self.claims))}b}"
        return bits[::-1].encode().replace(b"0", b"\0")

    def counts(self, facet: Facet, filter: Filter) -> dict[str, int]:
        """How many claims each value of a facet would show, beside what is chosen of the other facets.

        Values that no claim has are not named; those the filter leaves nothing of count 0.
        """
        others = frozenset(trait for trait in filter.chosen if trait.facet is not facet)
        mask = self._text(filter.tokens) & self._having(others)
        return {value: (mask & found).bit_count() for value, found in self._masks(facet).items()}

    def prepare(self) -> bool:
        """Do one piece of what a filter will need; false where all is done."""
        for facet in Facet:
            if facet not in self._facets:
                self._go_on(facet)
                return True
        if len(self._words) < len(self.claims):
            self._spell(len(self._words) + _BATCH)
            return True
        return False

    def _go_on(self, facet: Facet) -> None:
        """Look at that facet of some claims more."""
        if self._begun is None or self._begun[0] is not facet:
            self._begun = (facet, 0, {})
        _, start, slots = self._begun
        end = start + _FACET_BATCH
        _sort_in(slots, self.claims, facet, start, end)
        self._begun = (facet, end, slots)
        if end >= len(self.claims):
            self._facets[facet] = {value: _mask(found) for value, found in slots.items()}
            self._begun = None

    def _having(self, chosen: Iterable[Trait]) -> int:
        by_facet: dict[Facet, int] = {}
        for facet, value in chosen:
            by_facet[facet] = by_facet.get(facet, 0) | self._masks(facet).get(value, 0)
        mask = self._all
        for found in by_facet.values():
            mask &= found
        return mask

    def _masks(self, facet: Facet) -> dict[str, int]:
        masks = self._facets.get(facet)
        if masks is None:
            masks = self._facets[facet] = _bits(self.claims, facet)
        return masks

    def _text(self, tokens: tuple[str, ...]) -> int:
        if not tokens:
            return self._all
        if self._found is None or self._found[0] != tokens:
            self._spell(len(self.claims))
            before = self._found[1] if self._found and _narrows(tokens, self._found[0]) else self._all
            if before.bit_count() < len(self.claims) // _FEW:
                # Letter by letter only what was found before has to be looked through.
                mask = _mask(self._holding(tokens, before))
            else:
                mask = before
                for token in tokens:
                    mask &= _mask_of_flags([token in spelt for spelt in self._words])
            self._found = (tokens, mask)
        return self._found[1]

    def _holding(self, tokens: Iterable[str], among: int) -> list[int]:
        """The slots among those bits whose claims have all these words."""
        slots = list(compress(range(len(self.claims)), self.shown(among)))
        for token in tokens:
            slots = [slot for slot in slots if token in self._words[slot]]
        return slots

    def _spell_one(self, slot: int, claim: ClaimRecord | None) -> None:
        """Take over the words in that slot, as far as words were looked at, and whether what was searched
        for last is among them: in a list that is searched hundreds of claims may change in a row."""
        if slot >= len(self._words) and self._found is None:
            return
        words = "" if claim is None else words_of(claim)
        if slot < len(self._words):
            self._words[slot] = words
        if self._found is not None:
            tokens, mask = self._found
            there = claim is not None and all(token in words for token in tokens)
            self._found = (tokens, mask | 1 << slot if there else mask & ~(1 << slot))

    def _spell(self, end: int) -> None:
        fresh = self.claims[len(self._words) : end]
        self._words += [words_of(claim) if claim is not None else "" for claim in fresh]


def _narrows(tokens: Sequence[str], before: Sequence[str]) -> bool:
    """Whether what has these words cannot but have those before."""
    return all(any(old in token for token in tokens) for old in before)


def _bits(claims: Sequence[ClaimRecord | None], facet: Facet) -> dict[str, int]:
    """The values of a facet with the claims that have them."""
    slots: dict[str, list[int]] = {}
    _sort_in(slots, claims, facet, 0, len(claims))
    return {value: _mask(found) for value, found in slots.items()}


def _sort_in(
    slots: dict[str, list[int]], claims: Sequence[ClaimRecord | None], facet: Facet, start: int, end: int
) -> None:
    """Put the slots from start to end under the values their claims have."""
    values = VALUES[facet]
    for slot, claim in enumerate(claims[start:end], start):
        if claim is not None:
            for value in values(claim):
                slots.setdefault(value, []).append(slot)


def _mask(slots: Sequence[int]) -> int:
    """An integer with those bits; setting them one by one would cost the square of their number."""
    bits = bytearray((slots[-1] >> 3) + 1 if slots else 0)
    for slot in slots:
        bits[slot >> 3] |= 1 << (slot & 7)
    return int.from_bytes(bits, "little")


def _mask_of_flags(flags: Sequence[bool]) -> int:
    """An integer with a bit for every slot whose flag is set."""
    return int(bytes(flags)[::-1].translate(_DIGITS) or b"0", 2)
