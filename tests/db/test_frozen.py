"""Records behave as the frozen dataclasses they stand for."""

from __future__ import annotations

import copy
import pickle
from dataclasses import MISSING, FrozenInstanceError, asdict, fields, is_dataclass, replace

import pytest

from db.records import record


@record
class Place:
    start: int
    words: str = ""


@record
class Other:
    start: int
    words: str = ""


def test_records_are_compared_hashed_and_told_by_their_values() -> None:
    assert Place(3, "ferry") == Place(3, words="ferry")
    assert Place(3) != Place(4)
    assert Place(3) != Other(3)
    assert len({Place(3), Place(3), Place(4)}) == 2
    assert repr(Place(3)) == "Place(start=3, words='')"


def test_a_record_cannot_be_changed_only_made_anew() -> None:
    place = Place(3)
    with pytest.raises(FrozenInstanceError):
        place.start = 4  # pyright: ignore[reportAttributeAccessIssue]
    with pytest.raises(FrozenInstanceError):
        del place.words  # pyright: ignore[reportAttributeAccessIssue]
    with pytest.raises(TypeError):
        Place()  # pyright: ignore[reportCallIssue]
    assert replace(place, words="cold") == Place(3, "cold")
    assert asdict(place) == {"start": 3, "words": ""}


def test_a_record_travels_to_another_process_and_is_taken_apart() -> None:
    place = Place(3, "ferry")
    assert pickle.loads(pickle.dumps(place)) == copy.deepcopy(place) == place
    match place:
        case Place(start, words):
            assert (start, words) == (3, "ferry")


def test_dataclasses_tell_the_fields_of_a_record_whether_or_not_one_was_made() -> None:
    @record
    class Fresh:
        start: int
        words: str = "none"

    assert is_dataclass(Fresh)
    told = [(field.name, field.type, field.default) for field in fields(Fresh)]
    assert told == [("start", "int", MISSING), ("words", "str", "none")]
    assert fields(Fresh(1)) == fields(Fresh)
    assert not hasattr(Fresh(1), "__dict__")
