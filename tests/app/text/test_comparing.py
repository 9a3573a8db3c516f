"""Two drafts in one text: nothing of either is missing, and what a reader sees is what was changed."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from app.text.comparing import BREAK, compare
from app.text.drafts import AlignedText, align
from app.text.lines import line_spans
from app.text.sentences import sentences
from db.records import ArticleText, BlockRecord, TextId
from db.records.comparing import Comparison

_SIGNS = {"same": "{0}", "out": "[-{0}]", "in": "[+{0}]", "away": "[{1}<{0}]", "here": "[{1}>{0}]"}

OLD = """The new bridge
The bridge is 240 metres long. It was opened in 1998.
The mayor says it cost "14 million" in all. Nobody counted the cars before 2004.
A whole paragraph that goes away entirely.
The old bridge was sold to Norway. Then it sank.
Last words stand here.
"""
NEW = """The new bridge
Last words stand here.
The bridge is 250 metres long, says Ana. It was opened in 1998. Nobody counted the cars before 2004.
The mayor says it cost “14 million” in all.
An unheard-of thing comes here.
The old bridge was sold to Norway.
Then it sank.
"""


def compared(old: str, new: str) -> Comparison:
    was, now = (AlignedText(text, _sentences(text)) for text in (old, new))
    return compare(_article(old), _article(new), align(was, now))


def _sentences(text: str) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in sentences(text, line_spans(text))]


def _article(text: str) -> ArticleText:
    blocks = tuple(
        BlockRecord(span.start, span.end, "paragraph", 0, n) for n, span in enumerate(line_spans(text), 1)
    )
    return ArticleText(TextId("t"), text, blocks, (), ())


def spelled(comparison: Comparison) -> list[tuple[int, int, str]]:
    return [
        (each.before, each.now, "".join(_SIGNS[r.turn].format(r.text, r.paragraph) for r in each.runs))
        for each in comparison.paragraphs
    ]


def test_each_change_is_told_at_its_place() -> None:
    there, gone = (f"[3{way}Nobody counted the cars before 2004.]" for way in "><")
    assert spelled(compared(OLD, NEW)) == [
        (1, 1, "The new bridge"),
        (0, 2, "[6>Last words stand here.]"),
        (
            2,
            3,
            "The bridge is [-240][+250] metres long[+, says Ana]. It was opened in 1998. " + there,
        ),
        (
            3,
            4,
            'The mayor says it cost [-"][+“]14 million[-"][+”] in all.' + gone,
        ),
        (4, 0, "[-A whole paragraph that goes away entirely.]"),
        (0, 5, "[+An unheard-of thing comes here.]"),
        (5, 6, "The old bridge was sold to Norway."),
        (5, 7, f"[+{BREAK}]Then it sank."),
        (6, 0, "[2<Last words stand here.]"),
    ]


def test_paragraphs_that_were_joined_say_so() -> None:
    old = "The old bridge was sold to Norway.\nThen it sank in a storm.\n"
    assert spelled(compared(old, old.replace("Norway.\n", "Norway. "))) == [
        (1, 1, f"The old bridge was sold to Norway. [-{BREAK}]Then it sank in a storm.")
    ]


def test_a_sentence_said_twice_that_stands_where_it_stood_is_no_change() -> None:
    said = "Bakhmut has been a site of long fighting."
    old = f"Rockets were seen in May. {said} The army denies it.\nThe end came soon.\n"
    assert spelled(compared(old, old.replace(said, f"{said} {said}"))) == [
        (1, 1, f"Rockets were seen in May. {said}[+ {said} ]The army denies it."),
        (2, 2, "The end came soon."),
    ]
    behind = old.replace("The end came soon.", f"The end came soon. {said}")
    assert spelled(compared(old, behind)) == [
        (1, 1, f"Rockets were seen in May. {said} The army denies it."),
        (2, 2, f"The end came soon.[+ {said}]"),
    ]


def test_the_same_text_has_no_changes() -> None:
    assert not any(paragraph.changed for paragraph in compared(OLD, OLD).paragraphs)


_SENTENCES = [line for line in f"{OLD}{NEW}العبّارة الجديدة غالية. جديد كل شيء هنا.\n".splitlines() if line]
_DRAFTS = st.lists(st.sampled_from(_SENTENCES), max_size=8).map(lambda lines: "\n".join(lines) + "\n")


@given(_DRAFTS, _DRAFTS)
@settings(max_examples=40)
def test_nothing_of_either_draft_is_missing_and_the_new_one_keeps_its_order(old: str, new: str) -> None:
    comparison = compared(old, new)
    runs = [run for each in comparison.paragraphs for run in each.runs if run.text != BREAK]
    was = "".join(run.text for run in runs if run.turn in ("same", "out", "away"))
    now = "".join(run.text for run in runs if run.turn in ("same", "in", "here"))
    assert "".join(now.split()) == "".join(new.split())
    assert Counter("".join(was.split())) == Counter("".join(old.split()))
    numbers = [each.now for each in comparison.paragraphs if each.now]
    assert all(a < b for a, b in pairwise(numbers))
