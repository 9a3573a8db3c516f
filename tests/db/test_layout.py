"""The layout of a text, read whole or only for what is set apart in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import BadBody
from db.layout import Block, Emphasis, Layout, read_emphasis, read_layout, write_layout

links = st.text(st.sampled_from('a"\\[],:é') | st.characters(codec="utf-8"), max_size=20)
keys = st.sampled_from(['"emphasis":[', '],"sentences":[', '\\"],"sentences":[[', ',"emphasis":[]'])


@given(st.lists(st.one_of(links, keys), max_size=4))
def test_the_emphasis_read_alone_is_that_of_the_whole_layout(told: list[str]) -> None:
    emphasis = tuple(Emphasis(i, i + 1, "link", words) for i, words in enumerate(told))
    data = write_layout(Layout((Block(0, 9, "paragraph", 0),), ((0, 9),), emphasis))

    assert read_emphasis(data) == read_layout(data).emphasis == emphasis


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b'{"blocks":[],"emphasis":[[0,1,"blink",""]],"sentences":[],"version":2}',
        b'{"blocks":[],"emphasis":[[3,1,"em",""]],"sentences":[],"version":2}',
        b'{"blocks":[],"emphasis":[7],"sentences":[],"version":2}',
        b'{"sentences":[],"emphasis":[]}',
    ],
)
def test_an_emphasis_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(BadBody):
        read_emphasis(data)
