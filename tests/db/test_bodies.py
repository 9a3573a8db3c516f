"""Bodies: one spelling, one validator, one kind of error for whatever is hostile."""

from __future__ import annotations

import copy
import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.body import MAX_OPS, Body, Op, encode, read
from db.canon import MAX_DEPTH, MAX_INT, canon, loads
from db.decoding import decode, quickly
from db.errors import BadBody, KnownError
from db.kinds import KINDS, PROJECT, derived_id, span_id, verdict_id
from db.layout import read_layout
from db.shapes import RESTS, SPELLINGS, Shape
from db.words import pack, unpack

A, B = "a" * 64, "b" * 64
CLAIM, PERSON, DRAFT = ("claim:" + "1" * 32, "person:" + "2" * 32, "draft:" + "3" * 32)
TEXT = "text:" + A
WORDS = {"w": A}

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-MAX_INT, MAX_INT)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


def body(*ops: Op, **other: Any) -> Body:
    fields: dict[str, Any] = {
        "replica": "4" * 32,
        "person": PERSON,
        "clock": (1_795_000_000_000, 0),
        "label": "claim.mark",
        "group": "5" * 32,
        "index": 0,
        "count": 1,
        "undoes": None,
        "ops": ops,
    }
    return Body(**(fields | other))


REAL = (
    body(
        Op(CLAIM, "exists", True),
        Op(CLAIM, "article", "article:" + "6" * 32),
        Op(CLAIM, "anchor", {"draft": DRAFT, "start": 0, "end": 9, "words": WORDS}),
        Op(CLAIM, "number", {"prefix": "MC", "n": 1}),
    ),
    body(Op(CLAIM, "wording", WORDS, (A, B)), Op(CLAIM, "exists", {"gone": [A, B]}, (A,))),
    body(Op(CLAIM, "wording", None, (B,), undo=A), undoes="7" * 32),
    body(
        Op(verdict_id(CLAIM, "so", PERSON), "of", {"claim": CLAIM, "person": PERSON, "question": "so"}),
        Op(
            verdict_id(CLAIM, "so", PERSON),
            "verdict",
            {
                "scale": "magazine",
                "version": 1,
                "rating": None,
                "rationale": WORDS,
                "as_of": WORDS,
            },
        ),
    ),
    body(
        Op(span_id(TEXT, 0, 4, "aside"), "of", {"text": TEXT, "start": 0, "end": 4, "kind": "aside"}),
        Op(span_id(TEXT, 0, 4, "aside"), "aside", {"aside": True, "reason": "debris"}),
        Op(TEXT, "layout", {"b": B}),
        Op(PROJECT, "title", WORDS),
    ),
)


def refused(data: bytes) -> bool:
    """Whether the bytes are refused with the one error there is for it; any other error fails the test."""
    told = ""
    try:
        assert decode(data) == read(data)
    except BadBody as error:
        told = str(error)
    assert "\n" not in told
    assert not (told and quickly(data))
    return bool(told)


@given(json_values)
def test_the_spelling_of_what_was_read_is_what_was_read(value: object) -> None:
    try:
        data = canon(value)
    except BadBody:
        return
    assert loads(data) == value
    assert canon(loads(data)) == data


@pytest.mark.parametrize("real", REAL, ids=str)
def test_a_body_reads_back_as_it_was_written(real: Body) -> None:
    _, data = encode(real)
    assert decode(data) == real
    assert encode(decode(data))[1] == data
    assert canon(loads(data)) == data


@given(st.binary(max_size=200))
def test_bytes_that_are_no_body_are_refused(data: bytes) -> None:
    assert refused(data)


@given(json_values)
def test_json_that_is_no_body_is_refused(value: object) -> None:
    try:
        data = canon(value)
    except BadBody:
        return
    assert refused(data)


@pytest.mark.parametrize(
    "spelling",
    [
        b"[" * 100_000,
        b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
        b'{"v":NaN}',
        b'{"v":Infinity}',
        b'{"v":1.0}',
        b'{"v":1e9}',
        b'{"v":' + b"9" * 5_000_000 + b"}",
        b'{"v":' + b"9" * 100_000 + b"}",
        b'{"v":9007199254740992}',
        b'{"v":0,"v":0}',
        b'{"v":"\\ud800"}',
        b'{"v":"\xed\xa0\x80"}',
        b'{ "v":0}',
        b'{"v":-0}',
        b'{"w":1,"v":0}',
        b'\xef\xbb\xbf{"v":0}',
        b'{"v":"\\u0041"}',
        b"",
        b"null",
        b"\x00",
        b"{}",
    ],
    ids=lambda spelling: spelling[:20].decode("latin-1"),
)
def test_hostile_spellings_are_refused(spelling: bytes) -> None:
    assert refused(spelling)


def _raw(real: Body = REAL[0]) -> dict[str, Any]:
    return json.loads(encode(real)[1])


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("v", 1),
        ("v", False),
        ("v", "0"),
        ("r", "x" * 32),
        ("r", "A" * 32),
        ("r", None),
        ("w", CLAIM),
        ("w", "person:1"),
        ("w", 7),
        ("t", [1]),
        ("t", [-1, 0]),
        ("t", [True, 0]),
        ("t", [MAX_INT, 0]),
        ("t", [0, MAX_INT]),
        ("l", "Claim"),
        ("l", "a" * 81),
        ("l", ""),
        ("g", ["5" * 32, 1, 1]),
        ("g", ["5" * 32, 0]),
        ("g", ["5" * 32, 0, True]),
        ("e", [CLAIM, CLAIM]),
        ("e", ["claim:1"]),
        ("e", [CLAIM, DRAFT]),
        ("e", ["planet:" + "1" * 32]),
        ("e", ["project:" + "1" * 32]),
        ("p", [A]),
        ("p", ["a"]),
        ("p", {}),
        ("o", []),
        ("o", None),
        ("o", [[0, "exists", True]]),
        ("o", [[0, "exists", True, [0]]]),
        ("o", [[1, "exists", True, []]]),
        ("o", [[True, "exists", True, []]]),
        ("o", [[0, "exists", 1, []]]),
        ("o", [[0, "planet", True, []]]),
        ("o", [[0, "exists", True, []], [0, "exists", True, []]]),
        ("o", [[0, "exists", {"gone": [B, A]}, []]]),
        ("o", [[0, "exists", {"gone": [A, A]}, []]]),
        ("o", [[0, "exists", {"gone": [{}]}, []]]),
        ("o", [[0, "exists", {"undo": 0}, []]]),
        ("o", [[0, "number", {"prefix": "M C", "n": 1}, []]]),
        ("o", [[0, "number", {"prefix": "MC", "n": 10**12}, []]]),
        ("o", [[0, "number", {"prefix": "MC", "n": True}, []]]),
        ("o", [[0, "anchor", {"draft": DRAFT, "start": 9, "end": 9, "words": WORDS}, []]]),
        ("o", [[0, "anchor", {"draft": DRAFT, "start": "a", "end": 9, "words": WORDS}, []]]),
        ("o", [[0, "wording", "words in the open", []]]),
        ("o", [[0, "wording", {"w": A, "x": 1}, []]]),
        ("o", [[0, "wording", {"w": [A]}, []]]),
        ("u", None),
        ("u", "short"),
        ("x", 1),
    ],
    ids=repr,
)
def test_a_body_with_a_wrong_part_is_refused(part: str, value: object) -> None:
    assert refused(canon(_raw() | {part: value}))


@pytest.mark.parametrize("part", sorted(_raw()))
def test_a_body_without_a_part_is_refused(part: str) -> None:
    raw = _raw()
    del raw[part]
    assert refused(canon(raw))


def test_a_parent_that_no_edit_uses_is_refused() -> None:
    raw = _raw(REAL[1])
    raw["p"].append("c" * 64)
    assert refused(canon(raw))


def test_a_body_of_too_many_edits_or_parents_is_refused() -> None:
    many = body(*(Op(f"claim:{n:032x}", "exists", True) for n in range(MAX_OPS + 1)))
    with pytest.raises(BadBody):
        encode(many)
    with pytest.raises(BadBody):
        encode(body(Op(CLAIM, "wording", WORDS, tuple(f"{n:064x}" for n in range(1001)))))


def test_a_verdict_or_a_span_under_anothers_id_is_refused() -> None:
    of = {"claim": CLAIM, "person": PERSON, "question": "so"}
    assert derived_id("verdict:", of) == verdict_id(CLAIM, "so", PERSON)
    with pytest.raises(BadBody):
        encode(body(Op("verdict:" + "1" * 32, "of", of)))


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    below: list[tuple[Any, ...]] = [path]
    if isinstance(value, dict):
        below += [p for key, inner in value.items() for p in _paths(inner, (*path, key))]
    elif isinstance(value, list):
        below += [p for n, inner in enumerate(value) for p in _paths(inner, (*path, n))]
    return below


@settings(max_examples=400)
@given(st.sampled_from(REAL), st.data())
def test_a_real_body_with_anything_put_anywhere_is_refused_or_reads_back_the_same(
    real: Body, data: st.DataObject
) -> None:
    raw = copy.deepcopy(_raw(real))
    path = data.draw(st.sampled_from(_paths(raw)[1:]))
    place = raw
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = data.draw(json_values | st.sampled_from([A, CLAIM, {"undo": 0}, [0], True, "so"]))
    try:
        spelled = canon(raw)
    except BadBody:
        return
    if not refused(spelled):
        assert encode(decode(spelled))[1] == spelled


@settings(max_examples=300)
@given(st.sampled_from(REAL), st.data())
def test_a_real_body_with_bytes_changed_is_refused_or_reads_back_the_same(
    real: Body, data: st.DataObject
) -> None:
    spelled = bytearray(encode(real)[1])
    for _ in range(data.draw(st.integers(1, 4))):
        spelled[data.draw(st.integers(0, len(spelled) - 1))] = data.draw(st.integers(0, 255))
    if not refused(bytes(spelled)):
        assert encode(decode(bytes(spelled)))[1] == bytes(spelled)


def test_every_field_of_every_kind_refuses_what_is_none_of_its_values() -> None:
    for fields in KINDS.values():
        for shape in fields.values():
            for value in (
                object,
                1.5,
                float("nan"),
                {"gone": {}},
                [[]],
                {"w": 1},
                -1,
                "\ud800",
                b"x",
                {1: 2},
            ):
                with pytest.raises(BadBody, match="A change"):
                    shape(value)


def test_the_usual_bodies_are_read_the_quick_way_and_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    # What else was read before has its forms too.
    monkeypatch.setattr("db.decoding._forms", {})
    assert [quickly(encode(real)[1]) for real in (REAL[0], REAL[3], REAL[4])] == [REAL[0], REAL[3], REAL[4]]


@settings(max_examples=200)
@given(st.sampled_from([shape for fields in KINDS.values() for shape in fields.values()]), st.data())
def test_what_matches_the_spelling_of_a_shape_has_that_shape(shape: Shape, data: st.DataObject) -> None:
    if shape not in SPELLINGS:
        return
    spelled = data.draw(st.from_regex(re.compile(SPELLINGS[shape], re.ASCII), fullmatch=True)).encode()
    value = loads(spelled)
    if shape in RESTS:
        try:
            RESTS[shape](value)
        except BadBody:
            return
    shape(value)


@pytest.mark.parametrize(
    "text",
    ["5", "null", "[" * 100_000, '["a"]', '{"a":1}', "", "withheld", '["a","b","c"]d'],
    ids=range(8),
)
def test_an_anchors_words_that_are_none_are_shown_as_they_are(text: str) -> None:
    assert unpack(text) == ("", text, "")
    assert unpack(pack("a", text, "c").text) == ("a", text, "c")


def test_depth_is_bounded_on_write_as_on_read() -> None:
    value: Any = 0
    for _ in range(MAX_DEPTH):
        value = [value]
    assert loads(canon(value)) == value
    with pytest.raises(BadBody):
        canon([value])


@pytest.mark.parametrize(
    "value",
    [1.0, float("nan"), (1,), {1: 2}, "\ud800", {"\udc00": 1}, b"", pytest.param(object(), id="object()")],
    ids=repr,
)
def test_what_has_no_spelling_is_refused_on_write(value: object) -> None:
    with pytest.raises(BadBody):
        canon([value])


@given(st.binary(max_size=120) | json_values.map(lambda v: json.dumps(v).encode()))
def test_a_layout_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(KnownError):
        read_layout(data)
