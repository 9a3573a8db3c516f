"""Qt's enums made the quick way are the classes Python's enum would have made."""

from __future__ import annotations

import enum
import pickle
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets import quick_enums

pytestmark = pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="other Pythons go the usual way")

KINDS: list[Any] = [enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag]
BITS = st.sampled_from([0, 1, 2, 3, 4, 6, 8, 255, 1 << 31, -1, -2147483648])
NAMES = st.text("abcXYZ_09", min_size=1, max_size=4).filter(str.isidentifier)
PROGRAM = """
import sys
from widgets import quick_enums
usual, calls = quick_enums._usual, []
def counted(cls, name, names, **how):
    calls.extend([name] * bool(names))
    return usual(cls, name, names, **how)
quick_enums._usual = counted
import widgets.unswitched
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QStyle
assert Qt.Key(65) is Qt.Key.Key_A and Qt.Key.Key_A.name == "Key_A"
assert Qt.AlignmentFlag.AlignLeft in Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
assert repr(QFrame.Shape.HLine) == "<Shape.HLine: 4>" and QStyle.StateFlag.__module__ == "PySide6.QtWidgets"
quick_enums.make_all()
assert Qt.DashDotDotLine is Qt.PenStyle.DashDotDotLine
print(calls)
"""


def facts(made: Any) -> dict[str, Any]:
    """All that is in the class, members told by what they hold."""
    found: dict[str, Any] = {}
    for name, value in vars(made).items():
        if isinstance(value, enum.Enum):
            found[name] = told(value)
        elif isinstance(value, dict):
            found[name] = [(key, told(member)) for key, member in value.items()]
        else:
            # Functions and bound methods of the class itself are told by what they run.
            found[name] = getattr(value, "__func__", value)
    return found


def told(member: Any) -> Any:
    """What a member is, and what it is called."""
    held = {name: value for name, value in vars(member).items() if name != "__objclass__"}
    assert member.__objclass__ is type(member)
    return repr(member), held


@given(st.lists(st.tuples(NAMES, BITS), min_size=1, max_size=12), st.sampled_from(KINDS))
def test_a_quick_enum_holds_what_a_usual_one_holds(names: list[tuple[str, int]], kind: Any) -> None:
    if not quick_enums.is_plain(kind, names):
        return

    quick = quick_enums.of_numbers(kind, "Sample", names, __name__, None)
    usual = quick_enums._usual(kind, "Sample", names, module=__name__, boundary=enum.KEEP)

    # Until somebody asks for a member there is none.
    assert names[0][0] not in vars(quick)
    assert getattr(quick, names[0][0]).value == names[0][1]
    assert facts(quick) == facts(usual)
    assert [repr(member) for member in quick] == [repr(member) for member in usual]
    if issubclass(kind, enum.Flag):
        for value in (5, 7, 64):
            assert repr(quick(value)) == repr(usual(value))
            assert repr(~quick(value)) == repr(~usual(value))


@pytest.mark.parametrize(
    "names",
    [
        [("name", 1)],
        [("mro", 1)],
        [("_hidden", 1)],
        [("A", 1), ("A", 2)],
        [("A", "words")],
        [("A", True)],
        ["A", "B"],
        [],
    ],
)
def test_what_is_more_than_names_and_numbers_goes_the_usual_way(names: Any) -> None:
    assert not quick_enums.is_plain(enum.Enum, names)


Made = quick_enums.of_numbers(enum.IntFlag, "Made", [("A", 1), ("B", 2)], __name__, "Made")


def test_a_quick_enum_is_pickled_by_its_name() -> None:
    assert pickle.loads(pickle.dumps(Made.B)) is Made.B
    assert Made.A | Made.B == 3


def test_qts_enums_are_made_the_quick_way() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=120)

    assert done.returncode == 0, done.stderr
    assert done.stdout == "[]\n"
